namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>How far an exchange with a target is.</summary>
internal enum ExchangePhase
{
    Connecting,
    Sending,
    Waiting,
    Receiving,
}
