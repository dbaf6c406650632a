package io.microtape.runtime.lake;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a store's refusals and silences mean, in words that name the object and what to do, and no credential. */
final class BucketErrors {
    private final LakeSettings settings;

    BucketErrors(LakeSettings settings) {
        this.settings = settings;
    }

    /**
     * The failure of a question about an object.
     *
     * @param doing what was asked: {@code read}, {@code written}, {@code listed}
     */
    IOException of(SdkException failure, String doing, String object) {
        if (!(failure instanceof S3Exception refusal)) {
            return silence(failure, doing, object);
        }
        String code = code(refusal);
        if (code.equals("NoSuchKey") || (refusal.statusCode() == 404 && code.isEmpty())) {
            return new NoSuchFileException(object);
        }
        String words = "%s could not be %s: %s (%s)".formatted(object, doing, words(refusal, code), answer(refusal));
        return code.equals("InvalidObjectState")
                ? new IOException(words, failure)
                : new LakeUnavailableException(words, failure);
    }

    /** The failure of a question about an object whose bucket is not there. */
    IOException noBucket(String object, SdkException failure) {
        return new LakeUnavailableException("%s could not be looked at: %s".formatted(object, noBucket()), failure);
    }

    private String noBucket() {
        return "there is no bucket %s at %s; create it, or give another with lake.bucket".formatted(settings.bucket(),
                place());
    }

    /** The store's name for a refusal; empty when it gave none, as with every answer to HEAD. */
    static String code(S3Exception refusal) {
        return refusal.awsErrorDetails() == null || refusal.awsErrorDetails().errorCode() == null
                ? ""
                : refusal.awsErrorDetails().errorCode();
    }

    private String words(S3Exception refusal, String code) {
        return switch (code) {
            case "NoSuchBucket" -> noBucket();
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken" ->
                "the credentials are not accepted; check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the role";
            case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired" ->
                "the credentials have expired; give new ones";
            case "RequestTimeTooSkewed" -> "the clock of this machine differs from the store's; set it";
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                wrongRegion(refusal);
            case "InvalidObjectState" -> "it was archived; restore it there";
            case "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch" ->
                "other bytes arrived than were sent; see to the network and to what stands between";
            case "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull" -> "the store is full; make room there";
            default -> byStatus(refusal);
        };
    }

    private String byStatus(S3Exception refusal) {
        int status = refusal.statusCode();
        if (status == 301 || (status == 400 && region(refusal).isPresent())) {
            return wrongRegion(refusal);
        }
        if (status == 401 || status == 403) {
            return "the credentials do not permit it; they need s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload and s3:ListBucketMultipartUploads on the bucket %s"
                    .formatted(settings.bucket());
        }
        if (status == 507) {
            return "the store is full; make room there";
        }
        return status >= 500
                ? "the store %s is overloaded or unwell, also after several tries; look at it, then try again"
                        .formatted(place())
                : "the store %s refused; see its log".formatted(place());
    }

    private String wrongRegion(S3Exception refusal) {
        return "the bucket %s is not in the region %s; set lake.region%s".formatted(settings.bucket(),
                settings.region(), region(refusal).map(" to %s"::formatted).orElse(""));
    }

    private static Optional<String> region(S3Exception refusal) {
        return refusal.awsErrorDetails() == null || refusal.awsErrorDetails().sdkHttpResponse() == null
                ? Optional.empty()
                : refusal.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
    }

    private static String answer(S3Exception refusal) {
        String code = code(refusal);
        String id = refusal.requestId();
        return String.format(Locale.ROOT, "HTTP %d%s%s", refusal.statusCode(), code.isEmpty() ? "" : " " + code,
                id == null ? "" : ", request " + id);
    }

    /** No answer came at all, or there was nothing to ask with. */
    private IOException silence(SdkException failure, String doing, String object) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String said = String.valueOf(failure.getMessage());
        boolean keyless = said.contains("Unable to load credentials");
        String words = keyless
                ? "no credentials were found; give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the machine a role"
                : "%s does not answer (%s); check lake.endpoint, lake.region and the network".formatted(place(),
                        first.getClass().getSimpleName());
        return new LakeUnavailableException("%s could not be %s: %s".formatted(object, doing, words), failure);
    }

    private String place() {
        return settings.endpoint().isEmpty() ? "Amazon S3 in " + settings.region() : settings.endpoint();
    }
}
