using System.Net;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>EKS's errors.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Operations.html, the errors of each operation.</remarks>
internal static class EksErrors
{
    public static AwsException NoCluster(string name) =>
        new("ResourceNotFoundException", $"No cluster found for name: {name}.", HttpStatusCode.NotFound) { Members = new Dictionary<string, string> { ["clusterName"] = name } };

    public static AwsException NoNodeGroup(string cluster, string name) =>
        new("ResourceNotFoundException", $"No node group found for name: {name}.", HttpStatusCode.NotFound) { Members = new Dictionary<string, string> { ["clusterName"] = cluster, ["nodegroupName"] = name } };

    public static AwsException NoAddon(string cluster, string name) =>
        new("ResourceNotFoundException", $"No addon: {name} found in cluster: {cluster}", HttpStatusCode.NotFound) { Members = new Dictionary<string, string> { ["clusterName"] = cluster, ["addonName"] = name } };

    /// <summary>The message is the emulator's; the code is that of the reference.</summary>
    public static AwsException NoCapability(string cluster, string name) =>
        new("ResourceNotFoundException", $"No capability found for name: {name}.", HttpStatusCode.NotFound) { Members = new Dictionary<string, string> { ["clusterName"] = cluster } };

    public static AwsException NoPodIdentity(string cluster, string id) =>
        new("ResourceNotFoundException", $"Association not found. {id} for cluster {cluster}", HttpStatusCode.NotFound);

    public static AwsException NoAccessEntry(string cluster, string principalArn) =>
        new("ResourceNotFoundException", $"The specified principalArn could not be found. You can view your available access entries with 'aws eks list-access-entries'. ({principalArn})", HttpStatusCode.NotFound) { Members = new Dictionary<string, string> { ["clusterName"] = cluster } };

    public static AwsException InUse(string message, string cluster) =>
        new("ResourceInUseException", message, HttpStatusCode.Conflict) { Members = new Dictionary<string, string> { ["clusterName"] = cluster } };

    public static AwsException InvalidParameter(string message, string? cluster = null) =>
        new("InvalidParameterException", message) { Members = cluster is null ? null : new Dictionary<string, string> { ["clusterName"] = cluster } };

    public static AwsException InvalidRequest(string message) => new("InvalidRequestException", message);

    public static AwsException LimitExceeded(string message) => new("ResourceLimitExceededException", message);

    /// <summary>A member that asks for something the emulator does not do.</summary>
    public static AwsException NotEmulated(string what) =>
        new("NotEmulated", $"{what} is not emulated by the service 'eks'.", HttpStatusCode.NotImplemented);
}
