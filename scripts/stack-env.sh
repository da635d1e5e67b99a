# Sourced: . stack-env.sh <stack.properties> exports the addresses of a local stack for SkateStock's programs.
skatestock_property() { sed -n "s/^$1=//p" "$2"; }
export SKATESTOCK_DATABASE_URL SKATESTOCK_DATABASE_USER SKATESTOCK_DATABASE_PASSWORD
export SKATESTOCK_KAFKA_BOOTSTRAP_SERVERS SKATESTOCK_REDIS_URL
SKATESTOCK_DATABASE_URL=$(skatestock_property spring.datasource.url "$1")
SKATESTOCK_DATABASE_USER=$(skatestock_property spring.datasource.username "$1")
SKATESTOCK_DATABASE_PASSWORD=$(skatestock_property spring.datasource.password "$1")
SKATESTOCK_KAFKA_BOOTSTRAP_SERVERS=$(skatestock_property spring.kafka.bootstrap-servers "$1")
SKATESTOCK_REDIS_URL=$(skatestock_property spring.data.redis.url "$1")
