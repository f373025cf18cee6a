using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws;

/// <summary>One request after its signature was verified.</summary>
internal sealed class AwsCall
{
    /// <summary>Members of a query request, or path and query-string members of a rest-json one.</summary>
    public required AwsParameters Parameters { get; init; }

    /// <summary>Body of a rest-json request; an empty object when there was none.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>Body of a rest-xml request; null when the operation has none.</summary>
    public XElement? Document { get; init; }

    /// <summary>Null only for operations that are called unsigned, as AssumeRoleWithWebIdentity is.</summary>
    public required CallerIdentity? Caller { get; init; }

    /// <summary>Region of the credential scope, for example <c>eu-west-1</c>.</summary>
    public required string Region { get; init; }

    public required string AccountId { get; init; }

    public required string RequestId { get; init; }

    /// <summary>The request on the wire, for operations that decide on access themselves. Null when a test made the call.</summary>
    public AwsHttpRequest? Http { get; init; }

    /// <summary>The caller with its policies, for operations that decide on access themselves; null when <see cref="Caller"/> is.</summary>
    public Iam.ResolvedCaller? ResolvedCaller { get; init; }
}
