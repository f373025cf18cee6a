using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Which logs of a control plane are sent to CloudWatch. Recorded; there is no CloudWatch to send them to.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_LogSetup.html</remarks>
internal static class ClusterLogging
{
    private static readonly string[] Types = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

    public static ImmutableSortedSet<string> None { get; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <param name="present">Types that are on; what the request does not name stays as it is.</param>
    public static ImmutableSortedSet<string> Read(EksMembers? logging, ImmutableSortedSet<string> present)
    {
        foreach (var setup in logging?.Objects("clusterLogging") ?? [])
        {
            var types = setup.Strings("types");
            if (types.FirstOrDefault(type => !Types.Contains(type, StringComparer.Ordinal)) is { } unknown)
            {
                throw EksErrors.InvalidParameter($"Invalid log type: {unknown}");
            }

            present = setup.FindBoolean("enabled") == true ? present.Union(types) : present.Except(types);
        }

        return present;
    }

    public static JsonObject Json(ImmutableSortedSet<string> enabled) => new()
    {
        ["clusterLogging"] = new JsonArray(
        [
            .. new[] { (IsOn: true, Types: Types.Where(enabled.Contains).ToList()), (IsOn: false, Types: Types.Where(type => !enabled.Contains(type)).ToList()) }
                .Where(setup => setup.Types.Count > 0)
                .Select(setup => new JsonObject { ["types"] = new JsonArray([.. setup.Types.Select(type => JsonValue.Create(type))]), ["enabled"] = setup.IsOn }),
        ]),
    };
}
