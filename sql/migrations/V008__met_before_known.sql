-- What a scrape saw before the loader had made its row: by the time of the scrape's end the row may be there, unmet.

alter table run_products_met add column external_ids text[] not null default '{}';
comment on column run_products_met.external_ids is
  'Products that the page showed and PostgreSQL did not know yet; a slower load may add them before the scrape ends';
