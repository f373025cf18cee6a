using System.Net;

namespace EksIngress.Emulator.Aws.Route53;

/// <summary>Errors as Route 53 words them.</summary>
internal static class Route53Errors
{
    public static AwsException NoSuchHostedZone(string id) => new("NoSuchHostedZone", $"No hosted zone found with ID: {id}", HttpStatusCode.NotFound);

    public static AwsException NoSuchDelegationSet(string id) => new("NoSuchDelegationSet", $"A reusable delegation set with the specified ID does not exist: {id}");

    public static AwsException InvalidInput(string message) => new("InvalidInput", message);

    public static AwsException InvalidChangeBatch(IEnumerable<string> messages) => new("InvalidChangeBatch", $"[{string.Join(", ", messages)}]");

    public static AwsException NotEmulated(string what, string wayOut) => new("NotEmulated", $"{what} is not emulated. {wayOut}", HttpStatusCode.NotImplemented);
}
