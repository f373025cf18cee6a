namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Resources of a service that keep its service-linked role from being deleted.</summary>
internal sealed record IamRoleUsage(string Region, IReadOnlyList<string> Resources);
