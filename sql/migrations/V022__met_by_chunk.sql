-- A chunk's pages are published and counted together: one row says what they showed, not one per page.

comment on table run_products_met is
  'Products that a running scrape has met, one row per chunk of pages; at its end what is listed and not here is missing. Emptied with the run';
comment on column run_products_met.page is 'pages.number of the chunk''s first page';
comment on column run_products_met.product_ids is 'products.id of what the chunk''s pages showed and PostgreSQL knew';
