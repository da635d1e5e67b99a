package com.skatestock.batch.archive;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How to reach the S3 store. Credentials are never a setting: they come from the environment, as
 * the default chain of the AWS SDK finds them (variables, a profile, a role of the machine).
 *
 * @param endpoint of another store that speaks S3; null for Amazon's
 * @param region null for what the environment says ({@code AWS_REGION}, a profile)
 * @param pathStyle true to name the bucket in the path, as most other stores want it
 */
public record S3Access(@Nullable URI endpoint, @Nullable String region, boolean pathStyle) {
  private static final int TRIES = 5;
  private static final Duration ONE_TRY = Duration.ofSeconds(60);
  private static final Duration ALL_TRIES = Duration.ofMinutes(3);

  S3Client client() {
    S3ClientBuilder client =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(5))
                    .socketTimeout(Duration.ofSeconds(30)))
            .forcePathStyle(pathStyle)
            // A record carries its own checksums; some stores send the whole object's with a part.
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                all ->
                    all.apiCallAttemptTimeout(ONE_TRY)
                        .apiCallTimeout(ALL_TRIES)
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(TRIES)
                                .build()));
    if (endpoint != null) {
      client.endpointOverride(endpoint);
    }
    if (region != null) {
      client.region(Region.of(region));
    }
    return client.build();
  }
}
