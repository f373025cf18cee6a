namespace EksIngress.Alb.Plans;

/// <summary>A build stops at a fact that was not given. Not an error of the controller, which would have asked AWS.</summary>
internal sealed class MissingFactException(MissingFact fact) : Exception(fact.ToString())
{
    public MissingFact Fact { get; } = fact;
}
