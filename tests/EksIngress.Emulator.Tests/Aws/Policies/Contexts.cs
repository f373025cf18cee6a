using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Tests.Aws.Policies;

internal static class Contexts
{
    /// <summary>Reads <c>key=value;key=a,b</c>.</summary>
    public static PolicyContext Of(string keys) =>
        new(keys.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create<string, IReadOnlyList<string>>(pair[0], pair[1].Split(','))));
}
