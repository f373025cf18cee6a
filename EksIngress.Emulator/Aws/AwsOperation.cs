using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws;

/// <summary>One operation of an emulated service. The pipeline verifies the signature, asks the policy evaluator
/// about every entry of <see cref="Access"/>, and only then calls <see cref="Handle"/>.</summary>
internal sealed record AwsOperation
{
    /// <summary>Name as the API reference has it, for example <c>CreateLoadBalancer</c>.</summary>
    public required string Name { get; init; }

    /// <summary>All members that the operation acts on or refuses with a reason of its own; any other is refused before it is called.</summary>
    public required RequestMembers Members { get; init; }

    /// <summary>
    /// What IAM must allow for this very request. An empty sequence is for the operations that need no permission:
    /// GetCallerIdentity and the unsigned AssumeRoleWithWebIdentity.
    /// </summary>
    public required Func<AwsCall, IEnumerable<AccessRequest>> Access { get; init; }

    public required Func<AwsCall, CancellationToken, ValueTask<AwsResult>> Handle { get; init; }

    /// <summary>rest-json only: method and path, for example <c>GET /clusters/{name}</c>. Path members come as parameters.</summary>
    public string? Route { get; init; }

    /// <summary>True for operations that AWS accepts without a signature.</summary>
    public bool Unsigned { get; init; }
}

/// <summary>What an operation answers: the members of its result, without wrapper and request id.</summary>
internal abstract record AwsResult
{
    private AwsResult() { }

    /// <summary>
    /// Query protocols: the content of <c>&lt;OperationResult&gt;</c> (EC2: of <c>&lt;OperationResponse&gt;</c>), without
    /// XML namespace, which the pipeline adds. Null entries are left out.
    /// </summary>
    internal sealed record Xml(params XElement?[] Members) : AwsResult;

    /// <summary>rest-json: the body.</summary>
    internal sealed record Json(JsonObject Body) : AwsResult;
}
