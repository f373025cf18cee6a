using System.Net;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Errors that more than one operation has.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html</remarks>
internal static class Ec2Errors
{
    public static AwsException MissingParameter(string name) =>
        new("MissingParameter", $"The request must contain the parameter {name}");

    /// <param name="name">Parameter as messages have it: in camel case.</param>
    public static AwsException InvalidValue(string value, string name, string reason = "") =>
        new("InvalidParameterValue", $"Value ({value}) for parameter {name} is invalid. {reason}".TrimEnd());

    public static AwsException InvalidValue(string message) => new("InvalidParameterValue", message);

    public static AwsException InvalidCombination(string message) => new("InvalidParameterCombination", message);

    /// <param name="kind">Kind as messages have it, for example <c>routeTable</c>.</param>
    public static AwsException HasDependencies(string kind, string id) =>
        new("DependencyViolation", $"The {kind} '{id}' has dependencies and cannot be deleted.");

    public static AwsException NotEmulated(string what, string wayOut) =>
        new("NotEmulated", $"{what} is not emulated. {wayOut}", HttpStatusCode.NotImplemented);

    public static AwsException DryRun() =>
        new("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", HttpStatusCode.PreconditionFailed);
}
