using EksIngress.Emulator.LoadBalancer.Desync;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.SignIn;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What becomes of a request: the load balancer's own response, or a target.</summary>
/// <param name="Response">Null when the request goes to the target of <paramref name="Choice"/>.</param>
/// <param name="Failure">For spans and records; null when nothing is wrong.</param>
internal readonly record struct RequestRoute(CompiledRule? Rule, LocalResponse? Response, TargetChoice Choice = default, string? Failure = null)
{
    /// <summary>The action that stands before the one that answers is still to be executed: <see cref="AuthenticationGate.PassAsync"/>.</summary>
    public bool IsGated { get; private init; }

    /// <summary>What that action did; null without one.</summary>
    public AuthenticationOutcome? Authentication { get; init; }

    /// <summary>Looks at limits, at the desync mitigation mode, then at the rules.</summary>
    public static RequestRoute Find(ProxyRequest request)
    {
        var head = request.Head;
        var program = request.Program;
        if (head.Fault != 0)
        {
            return new RequestRoute(null, AlbResponses.Page(head.Fault));
        }

        if (IsBlocked(program.DesyncMode, head.Class))
        {
            return new RequestRoute(null, AlbResponses.Page(StatusCodes.Status400BadRequest));
        }

        if (RequestLimits.FindFault(head) is not 0 and var fault)
        {
            return new RequestRoute(null, AlbResponses.Page(fault));
        }

        if (program.SignInActions.Length > 0 && request.Path == AuthenticationGate.CallbackPath)
        {
            return new RequestRoute(null, null) { IsGated = true };
        }

        var rule = program.Find(request);
        return rule.Authentication is null ? Act(request, rule) : new RequestRoute(rule, null) { IsGated = true };
    }

    /// <summary>Does what the last action of a rule says.</summary>
    public static RequestRoute Act(ProxyRequest request, CompiledRule rule)
    {
        var program = request.Program;
        return rule.Action switch
        {
            CompiledAction.Forward forward => Forward(request, rule, forward.Choose(request)),
            CompiledAction.Redirect redirect => new RequestRoute(
                rule,
                AlbResponses.Redirect(redirect.StatusCode, redirect.Location.Expand(program, request.Client.LocalPorts ?? program.LocalPorts, request.Host, request.Path, request.Query))),
            CompiledAction.FixedResponse response => new RequestRoute(rule, new LocalResponse(response.StatusCode, response.ContentType, response.Body)),
            _ => throw new InvalidOperationException($"{rule.Action.GetType().Name} cannot be executed."),
        };
    }

    /// <summary>True when the mode takes the request, but neither connection is used again.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode</remarks>
    public static bool EndsConnections(ProxyRequest request) =>
        request.Head.Class == RequestClass.Ambiguous && request.Program.DesyncMode == DesyncMode.Defensive;

    private static bool IsBlocked(DesyncMode mode, RequestClass found) => mode switch
    {
        DesyncMode.Monitor => false,
        DesyncMode.Strictest => found != RequestClass.Compliant,
        _ => found == RequestClass.Severe,
    };

    private static RequestRoute Forward(ProxyRequest request, CompiledRule rule, TargetChoice choice)
    {
        if (choice.Target is null)
        {
            return new RequestRoute(rule, AlbResponses.Page(StatusCodes.Status503ServiceUnavailable), choice, "no_registered_targets");
        }

        return IsVersionMismatch(request, choice.Group!.ProtocolVersion)
            ? new RequestRoute(rule, AlbResponses.Page(464), choice, "protocol_version_mismatch")
            : rule.Transforms is { } transforms && !request.TryTransform(transforms)
            ? new RequestRoute(rule, AlbResponses.Page(StatusCodes.Status500InternalServerError), choice, "transform_failed")
            : new RequestRoute(rule, null, choice);
    }

    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-464-issues</remarks>
    private static bool IsVersionMismatch(ProxyRequest request, string protocolVersion) => protocolVersion switch
    {
        "HTTP1" => request.IsGrpc,
        "HTTP2" => request.Head.MajorVersion != 2,
        // Streams of gRPC are POST requests.
        _ => request.Head.MajorVersion != 2 || request.Method != "POST",
    };
}
