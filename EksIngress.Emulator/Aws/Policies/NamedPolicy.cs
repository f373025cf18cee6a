namespace EksIngress.Emulator.Aws.Policies;

/// <param name="Name">How a decision names it: the ARN of a managed policy, or the name of an inline one.</param>
internal sealed record NamedPolicy(string Name, PolicyDocument Document);
