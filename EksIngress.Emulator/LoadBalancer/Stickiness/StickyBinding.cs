namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>What a cookie of the load balancer says.</summary>
/// <param name="Group">Token of the target group.</param>
/// <param name="Target">Token of the target; 0 in a cookie that binds to a group only.</param>
/// <param name="Expires">From then on it says nothing; whole seconds.</param>
internal readonly record struct StickyBinding(StickinessKind Kind, UInt128 Group, UInt128 Target, DateTimeOffset Expires);
