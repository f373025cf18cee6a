namespace EksIngress.Emulator.Aws.Acm;

/// <summary>Errors of AWS Certificate Manager; all have the status 400.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_Operations.html, the errors of each operation. Wordings
/// that public reports of the service show are theirs; the others are the emulator's.</remarks>
internal static class AcmErrors
{
    public static AwsException NotFound(string arn) => new("ResourceNotFoundException", $"Could not find certificate {arn}.");

    public static AwsException InUse(string arn, string accountId) => new("ResourceInUseException", $"Certificate {arn} in account {accountId} is in use.");

    public static AwsException InProgress(string arn) => new("RequestInProgressException", $"The certificate request for {arn} is in progress.");

    /// <summary>Also what ACM says of PEM files that it cannot take.</summary>
    public static AwsException Validation(string message) => new("ValidationException", message);

    public static AwsException Constraint(string value, string member, string constraint) =>
        Validation($"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");

    public static AwsException InvalidParameter(string message) => new("InvalidParameterException", message);

    public static AwsException LimitExceeded(string message) => new("LimitExceededException", message);

    /// <param name="what">What is refused, for example <c>The validation method EMAIL</c>.</param>
    /// <param name="wayOut">A sentence on what to do instead.</param>
    public static AwsException NotEmulated(string what, string wayOut) =>
        new("NotEmulated", $"{what} is not emulated by the service 'acm'. {wayOut}", System.Net.HttpStatusCode.NotImplemented);
}
