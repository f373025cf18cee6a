namespace EksIngress.Emulator.LoadBalancer.Exchanges;

/// <summary>Where a request goes.</summary>
/// <param name="Group">Null when every weight of the action is 0.</param>
/// <param name="Target">Null when the group has no registered target: the client gets 503.</param>
/// <param name="Cookies">Null when the load balancer adds none, which costs nothing then.</param>
internal readonly record struct TargetChoice(TargetGroupRuntime? Group, TargetRuntime? Target, IResponseCookies? Cookies = null);
