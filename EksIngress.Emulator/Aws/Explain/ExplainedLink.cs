using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>One link between a service account and what its pods may do, as the account's own state has it.</summary>
/// <param name="Name">For example <c>trust policy</c>.</param>
/// <param name="State"><c>ok</c>, <c>BROKEN</c>, or <c>open</c> for what cannot be told.</param>
/// <param name="Found">What is there, in a line.</param>
internal sealed record ExplainedLink(string Name, string State, string Found)
{
    /// <summary>What would hold; null when it does.</summary>
    public string? Expected { get; private init; }

    /// <summary>The command that mends it; null when it holds.</summary>
    public string? Fix { get; private init; }

    public bool IsBroken => Expected is not null;

    public static ExplainedLink Holds(string name, string found) => new(name, "ok", found);

    public static ExplainedLink Open(string name, string found) => new(name, "open", found);

    public static ExplainedLink Broken(string name, string expected, string found, string fix) =>
        new(name, "BROKEN", found) { Expected = expected, Fix = fix };

    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["state"] = State,
        ["found"] = Found,
        ["expected"] = Expected,
        ["fix"] = Fix,
    };
}
