namespace EksIngress.Alb.Plans;

/// <summary>Something that decides what is built and was not given.</summary>
/// <param name="Name">What it is, for example <c>the subnets of the VPC</c>.</param>
/// <param name="Remedy">Which fact or flag supplies it.</param>
public sealed record MissingFact(string Name, string Remedy)
{
    /// <summary>One sentence for the user.</summary>
    public override string ToString() => $"{Name} must be known, and nothing says it. Give {Remedy}.";
}
