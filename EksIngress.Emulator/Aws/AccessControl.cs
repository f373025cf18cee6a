using System.Diagnostics;
using System.Net;
using EksIngress.Emulator.Aws.Explain;
using EksIngress.Emulator.Aws.Faults;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.Aws.Sts;

namespace EksIngress.Emulator.Aws;

/// <summary>Asks the policies about each <see cref="AccessRequest"/> and tells, in log and span, what decided.</summary>
internal sealed partial class AccessControl(
    FaultPlan faults,
    DenialLog denials,
    AuthorizationMessages messages,
    TimeProvider time,
    ILogger<AccessControl> logger)
{
    private const string AnyResource = "*";

    /// <summary>The role that STS knows by this ARN; null when there is none, or it was not spread to STS yet.</summary>
    public IamRole? FindAssumable(IamState state, string arn) =>
        state.FindRoleByArn(arn) is { } role && faults.IsAssumable(role.CreateDate) ? role : null;

    /// <exception cref="AwsException">The caller may not do it: <c>AccessDenied</c> as the service words it.</exception>
    public void Demand(AwsHttpRequest request, AwsProtocol protocol, string region, ResolvedCaller caller, AccessRequest access)
    {
        var context = ContextOf(request, region, caller.ContextKeys, access.Context);
        var decision = PolicyEvaluator.Evaluate(caller.Policies, access.Action, access.Resource, context);
        if (decision.IsAllowed)
        {
            return;
        }

        var error = Deny(protocol, caller.Identity.Arn, access.Action, access.Resource, decision);
        // Of EC2's operations those that change or look at one resource say more, to whom may read it.
        throw protocol == AwsProtocol.Ec2Query && access.Resource != AnyResource
            ? new AwsException(error.Code, $"{error.Message}. Encoded authorization failure message: {messages.Encode(AuthorizationMessage.Write(caller, access, decision))}", error.Status)
            : error;
    }

    /// <summary>All condition keys of a request: the global ones, the caller's, and the operation's own.</summary>
    /// <param name="request">Null for a request that is only thought of.</param>
    /// <param name="region">Region of the credential scope.</param>
    /// <param name="sources">The caller's keys and the operation's.</param>
    public PolicyContext ContextOf(AwsHttpRequest? request, string region, params IEnumerable<KeyValuePair<string, IReadOnlyList<string>>>[] sources)
    {
        return new PolicyContext(Find, sources);

        IReadOnlyList<string>? Find(string key) => key.ToUpperInvariant() switch
        {
            "AWS:CURRENTTIME" => [AwsTime.Iso(time.GetUtcNow())],
            "AWS:EPOCHTIME" => [time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)],
            "AWS:REQUESTEDREGION" => [region],
            // Plain HTTP on loopback stands for AWS's TLS: a policy that asks for TLS is about the road, which here has none.
            "AWS:SECURETRANSPORT" => ["true"],
            "AWS:VIAAWSSERVICE" => ["false"],
            "AWS:SOURCEIP" => request?.SourceIp is { } address ? [address.ToString()] : null,
            "AWS:USERAGENT" => request?.Headers.GetValueOrDefault("user-agent") is { } agent ? [agent] : null,
            _ => null,
        };
    }

    /// <summary>Logs a denial and makes the error that the caller sees.</summary>
    public AwsException Deny(AwsProtocol protocol, string callerArn, string action, string resource, PolicyDecision decision)
    {
        Record(callerArn, action, resource, decision);
        var message = $"User: {callerArn} is not authorized to perform: {action} on resource: {resource} {decision.Reason}";
        return protocol switch
        {
            // EC2 does not name a resource that is any.
            AwsProtocol.Ec2Query => new AwsException(
                "UnauthorizedOperation",
                "You are not authorized to perform this operation. " + message.Replace($" on resource: {AnyResource} ", " ", StringComparison.Ordinal),
                HttpStatusCode.Forbidden),
            AwsProtocol.RestJson => new AwsException("AccessDeniedException", message, HttpStatusCode.Forbidden),
            AwsProtocol.Json => new AwsException("AccessDeniedException", message),
            _ => new AwsException("AccessDenied", message, HttpStatusCode.Forbidden),
        };
    }

    /// <summary>Tells a denial to log, span and <see cref="DenialLog"/>; what the caller sees is another matter.</summary>
    public void Record(string callerArn, string action, string resource, PolicyDecision decision)
    {
        LogDenied(callerArn, action, resource, decision.Effect, decision.DecidedBy);
        denials.Add(new Denial(time.GetUtcNow(), callerArn, action, resource, decision.Effect.ToString(), decision.DecidedBy) { TraceId = Activity.Current?.TraceId.ToString() });
        Activity.Current?
            .SetTag("aws.iam.action", action)
            .SetTag("aws.iam.resource", resource)
            .SetTag("aws.iam.decision", decision.Effect.ToString())
            .SetTag("aws.iam.decided_by", decision.DecidedBy);
    }

    [LoggerMessage(Level = LogLevel.Warning, EventName = "AccessDenied", Message = "{Caller} may not {Action} on {Resource}: {Effect}, decided by {DecidedBy}")]
    private partial void LogDenied(string caller, string action, string resource, PolicyEffect effect, string decidedBy);
}
