using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>A rule and what it does, ready for use.</summary>
internal sealed record CompiledRule(ListenerRule Rule, CompiledAction Action);
