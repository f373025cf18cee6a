namespace EksIngress.Emulator.Aws.Tagging;

/// <summary>Errors of the Resource Groups Tagging API.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/CommonErrors.html and the errors of each operation.
/// Seen in public reports: the words for an ARN that is none (boto3 #2760) and for a service that there is not (botocore #1843); the others are the emulator's.</remarks>
internal static class TaggingErrors
{
    public static AwsException InvalidParameter(string message) => new("InvalidParameterException", message);

    public static AwsException InvalidArn(string arn) => InvalidParameter($"{arn} not a valid AmazonResourceName (ARN)");

    public static AwsException UnsupportedService(string service, string? type) => InvalidParameter($"Unsupported service={service} in ResourceTypeFilter - {service}:{type}");

    public static AwsException TokenExpired() => new("PaginationTokenExpiredException", "The PaginationToken has expired: it is valid for 15 minutes.");
}
