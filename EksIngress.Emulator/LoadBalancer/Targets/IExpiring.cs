namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>Something that gives up when its time is over.</summary>
internal interface IExpiring
{
    /// <summary>Called a few times each second; looks at the clock and acts on itself.</summary>
    void Expire(long timestamp);
}
