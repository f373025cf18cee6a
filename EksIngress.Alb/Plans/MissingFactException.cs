namespace EksIngress.Alb.Plans;

/// <summary>A build stops at a fact that was not given. Not an error of the controller, which would have asked AWS.</summary>
/// <param name="fact">What was asked for.</param>
public sealed class MissingFactException(MissingFact fact) : Exception(fact?.ToString())
{
    /// <summary>What was asked for, and how to give it.</summary>
    public MissingFact Fact { get; } = fact;
}
