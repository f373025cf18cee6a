using Microsoft.Extensions.Primitives;

namespace StandIns.Tests.Aws;

/// <summary>A request as it came over the wire.</summary>
public sealed record RecordedRequest(string Method, string Target, IReadOnlyDictionary<string, StringValues> Headers, string Body)
{
    /// <summary>The form of a query-protocol request, decoded.</summary>
    public IReadOnlyDictionary<string, string> Form { get; } = Body
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]));
}
