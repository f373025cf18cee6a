using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>What hands a role to instances.</summary>
/// <param name="RoleName">Null while it has none; it can have one.</param>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html</remarks>
internal sealed record IamInstanceProfile(string Arn, string Id, string Name, string Path, DateTimeOffset CreateDate, string? RoleName, ImmutableSortedDictionary<string, string> Tags);
