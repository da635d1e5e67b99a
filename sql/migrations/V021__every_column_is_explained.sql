-- What each column means that had no word yet, and the indexes of two foreign keys that had none. Times are UTC.

create index missed_slots_shop on missed_slots (shop_id);
create index rebuilds_shop on rebuilds (shop_id);

-- Catalogue.
comment on column shops.id is 'Surrogate key; never given twice';
comment on column shops.name is 'For people, as in shops.yml';
comment on column shops.url is 'Address of its front page, with a path prefix where it has one; as in shops.yml';
comment on column shops.platform is 'By which rules its pages are read, as in shops.yml: SHOPIFY, SELECTORS and so on';
comment on column shops.created_at is 'When it was first met here, UTC';
comment on column brands.id is 'Surrogate key';
comment on column brands.name is 'Canonical spelling, such as Fucking Awesome for FA';
comment on column product_categories.id is 'Surrogate key';
comment on column product_categories.slug is 'What events carry, such as decks; never changes';
comment on column product_categories.name is 'For people';
comment on column product_categories.parent_id is 'The wider category; null at the top of the tree';
comment on column products.id is 'Surrogate key; stays through rebuilds';
comment on column products.shop_id is 'shops.id';
comment on column products.title is 'As the shop names it, without sale noise; entities and spaces in order';
comment on column products.brand_id is 'brands.id; null where none was recognised';
comment on column products.category_id is 'product_categories.id; null where none was recognised';
comment on column products.url is 'Address of its own page; null where the shop shows none';
comment on column products.image_url is 'Address of its first picture; null where the shop shows none';
comment on column product_variants.id is 'Surrogate key; stays through rebuilds';
comment on column product_variants.product_id is 'products.id';
comment on column product_variants.sku is 'The shop''s own number of it; null where not shown';
comment on column product_variants.gtin is 'EAN, UPC or other GTIN as shown; null where not shown';
comment on column product_variants.color is 'As the shop writes it; null where not told';
comment on column product_variants.availability is 'schema.org ItemAvailability; UNKNOWN where the shop does not say';
comment on column product_fingerprints.product_id is 'products.id';
comment on column product_fingerprints.observed_at is 'Observation that the state comes from, UTC';
comment on column product_fingerprints.parser_version is 'Reading rules that made it; of two readings of one page the higher counts';
comment on column product_fingerprints.event_id is 'Event that it comes from; breaks ties so that order of arrival never matters';

-- Facts.
comment on column price_history.variant_id is 'product_variants.id';
comment on column price_history.availability is 'schema.org ItemAvailability; UNKNOWN where the shop did not say';
comment on column seen_chunks.event_id is 'The PRODUCTS_SEEN event';
comment on column seen_chunks.shop_id is 'shops.id';
comment on column product_deletions.product_id is 'products.id';
comment on column product_deletions.event_id is 'The PRODUCT_DELETED event';
comment on column suspect_observations.variant_id is 'product_variants.id';

-- Runs and pages.
comment on column scrape_runs.id is 'Surrogate key';
comment on column scrape_runs.shop_id is 'shops.id';
comment on column scrape_runs.lease_epoch is 'Epoch of the lease under which it works; a chunk of an older epoch is rolled back';
comment on column scrape_runs.pages is 'How many pages were read and published';
comment on column scrape_runs.pages_not_listing is 'How many of them showed no products where some were expected';
comment on column scrape_runs.products is 'How many products its pages showed, refused ones not counted';
comment on column scrape_runs.variants is 'How many variants these products have';
comment on column scrape_runs.created is 'How many of the products were new to PostgreSQL';
comment on column scrape_runs.changed is 'How many of the products differed from their fingerprint';
comment on column scrape_runs.rejected is 'How many products were refused: dead_letter_queue says why';
comment on column scrape_runs.deleted is 'How many listed products it found missing';
comment on column scrape_runs.events is 'How many events it told of its pages'' products';
comment on column scrape_runs.started_at is 'Begin of the first attempt, UTC';
comment on column run_fields.run_id is 'scrape_runs.id';
comment on column run_fields.products is 'How many of the run''s products had the field';
comment on column run_products_met.run_id is 'scrape_runs.id';
comment on column run_products_met.page is 'pages.number';
comment on column run_products_met.product_ids is 'products.id of what the page showed and PostgreSQL knew';
comment on column pages.record_id is 'WARC-Record-ID without urn:uuid:';
comment on column pages.run_id is 'scrape_runs.id of the run that fetched it';
comment on column pages.shop_id is 'shops.id';
comment on column pages.uri is 'Address that was asked for';
comment on column pages.captured_at is 'When the answer came, UTC: the time of all observations on it';
comment on column pages.status is 'HTTP status';
comment on column pages.etag is 'The answer''s ETag, for the next conditional request; null if it had none';
comment on column pages.last_modified is 'The answer''s Last-Modified as sent, for the next conditional request; null if it had none';
comment on column pages.products is 'How many products it showed, refused ones not counted; null until read';
comment on column pages.rejected is 'How many products on it were refused; null until read';
comment on column missed_slots.job is 'Job whose slot it is: scrape';
comment on column missed_slots.shop_id is 'shops.id';
comment on column rebuilds.id is 'Surrogate key';
comment on column rebuilds.source is 'topic or archive: where history comes back from';
comment on column rebuilds.started_at is 'When the old history was put away, UTC';
comment on column rebuilds.ended_at is 'When all of it was back, UTC; null while under way';

-- Positions, leases, refusals, alerts.
comment on column kafka_consumer_offsets.topic is 'Kafka''s topic';
comment on column kafka_consumer_offsets.partition is 'Partition of the topic, from 0';
comment on column kafka_consumer_offsets.next_offset is 'First offset that is not loaded yet';
comment on column kafka_consumer_offsets.updated_at is 'When it was moved last, UTC';
comment on column leases.name is 'What is worked on: scrape/<shop>, run/<identity> or load/<topic>/<partition>';
comment on column leases.owner is 'Who holds it: process, thread and a number of its own';
comment on column leases.epoch is 'From lease_epochs; higher with each takeover, so that an older holder is fenced';
comment on column dead_letter_queue.reason is 'Why it was refused, a word that can be counted, such as PRICE_NOT_UNDERSTOOD';
comment on column dead_letter_queue.shop is 'shops.code; null where the record did not say';
comment on column dead_letter_queue.external_id is 'products.external_id; null where not known';
comment on column dead_letter_queue.field is 'Which part was refused; null if the whole record';
comment on column dead_letter_queue.message is 'For people: what happened, where, and what to do';
comment on column dead_letter_queue.page_uri is 'Address of the page; null for what load refused';
comment on column dead_letter_queue.record_id is 'pages.record_id, or the record of a WARC file; null for what load refused';
comment on column dead_letter_queue.slot is 'Slot of the run that refused it last, UTC';
comment on column dead_letter_queue.topic is 'Topic of the refused Kafka record; null for what never was a record';
comment on column dead_letter_queue.partition is 'Its partition';
comment on column dead_letter_queue."offset" is 'Its offset';
comment on column dead_letter_queue.header_values is 'Values of header_names, in order';
comment on column dead_letter_queue.correlation_id is 'Of the run that told or refused it; null where not known';
comment on column dead_letter_queue.connector_class is 'Class that refused it, as in the header __connect.errors.class.name';
comment on column dead_letter_queue.refused_at is 'When it was refused last, UTC';
comment on column data_quality_alerts.id is 'Surrogate key';
comment on column data_quality_alerts.shop_id is 'shops.id';
comment on column data_quality_alerts.kind is 'COVERAGE: fewer or more than is usual; FIELD_VANISHED: a field that was always there is gone';
comment on column data_quality_alerts.raised_at is 'When the first such run ended, UTC';
comment on column data_quality_alerts.ended_by is 'RUN: one was usual again; OPERATOR: the new level was accepted; null = open';
comment on column execution_errors.job_execution_id is 'batch_job_execution.job_execution_id';
comment on column execution_errors.error is 'Stack traces of the job and its steps, cut to 100,000 characters';
comment on column settings.name is 'Which switch';
comment on column settings.value is 'Where it stands; the table''s comment says what there is';

-- Declared for what comes later (V020).
comment on column job_requests.id is 'Surrogate key';
comment on column job_requests.job is 'Job that is asked for, such as scrape';
comment on column job_requests.parameters is 'Its parameters by name';
comment on column job_requests.requested_by is 'Who asked';
comment on column job_requests.requested_at is 'When it was asked for, UTC';
comment on column job_requests.started_at is 'When it was begun, UTC; null = waits';
comment on column job_requests.ended_at is 'When it was over, UTC; null = not yet';
comment on column job_requests.outcome is 'How it ended; null = not yet';
comment on column pipeline_metrics.job is 'Job that measured it';
comment on column pipeline_metrics.shop is 'shops.code; empty for a job that is not about one shop';
comment on column pipeline_metrics.slot is 'Slot of the run, UTC';
comment on column pipeline_metrics.metric is 'What was measured; its end tells the unit';
comment on column pipeline_metrics.value is 'In the metric''s unit';
comment on column pipeline_metrics.measured_at is 'UTC';
