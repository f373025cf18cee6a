namespace EksIngress.Alb.Explain;

/// <summary>A target group that a forward may choose.</summary>
/// <param name="Name">Its name, or the ARN of one that is not known.</param>
/// <param name="Weight">Its share of <paramref name="TotalWeight"/>.</param>
/// <param name="TotalWeight">Sum of the weights of the forward.</param>
/// <param name="Effect">What a request meets that goes there.</param>
/// <param name="Targets">Targets in a stable order; null when they are not known.</param>
public sealed record ExplainedTargetGroup(string Name, int Weight, int TotalWeight, string Effect, IReadOnlyList<ExplainedTarget>? Targets);
