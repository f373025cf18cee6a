namespace EksIngress.Emulator.Aws.Eks;

/// <summary>What EKS says is wrong with a cluster or node group.</summary>
/// <param name="Code">As the API reference has it, for example <c>NodeCreationFailure</c>.</param>
internal sealed record EksIssue(string Code, string Message, params string[] ResourceIds);
