-- Which reading rules a page's products were published by: what a backfill has to read again.

alter table pages add column parser_version integer;
comment on column pages.parser_version is
  'Newest reading rules by which the page was read and what it shows published; null = never. state, products and rejected are that reading''s';
