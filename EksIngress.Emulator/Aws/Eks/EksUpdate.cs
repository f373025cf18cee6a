using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>A change that was asked for.</summary>
/// <param name="Type">As EKS has it, for example <c>VersionUpdate</c>.</param>
/// <param name="Status"><c>InProgress</c>, <c>Successful</c> or <c>Failed</c>.</param>
/// <param name="Parameters">What was changed, by the names EKS has for it, for example <c>DesiredSize</c>.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
internal sealed record EksUpdate(string Id, string Type, string Status, DateTimeOffset CreatedAt, ImmutableSortedDictionary<string, string> Parameters, string? Error = null)
{
    /// <summary>As EKS has it, for example <c>NodeCreationFailure</c>; null with <see cref="Error"/>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Null when the request had none.</summary>
    public EksClientToken? Token { get; init; }

    public static EksUpdate? FindRepeated(IEnumerable<EksUpdate> updates, EksClientToken? token) =>
        token is null ? null : updates.FirstOrDefault(update => token.Repeats(update.Token));

    public static EksUpdate Start(string type, DateTimeOffset now, params IEnumerable<KeyValuePair<string, string>> parameters) =>
        new(Guid.NewGuid().ToString(), type, "InProgress", now, parameters.ToImmutableSortedDictionary(StringComparer.Ordinal));
}
