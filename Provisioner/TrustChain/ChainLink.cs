namespace EksIngress.Provisioner.TrustChain;

/// <summary>One link between a service account and what its pods may do on AWS, as it was found.</summary>
/// <param name="Name">For example <c>trust policy</c>.</param>
/// <param name="State">Whether it holds.</param>
/// <param name="Found">What is there, in a line.</param>
internal sealed record ChainLink(string Name, ChainLinkState State, string Found)
{
    /// <summary>What would hold; null when it does.</summary>
    public string? Expected { get; init; }

    /// <summary>The command that mends it; null when it holds or no command does.</summary>
    public string? Fix { get; init; }

    public static ChainLink Holds(string name, string found) => new(name, ChainLinkState.Holds, found);

    public static ChainLink Broken(string name, string expected, string found, string fix) =>
        new(name, ChainLinkState.Broken, found) { Expected = expected, Fix = fix };
}

/// <summary>Whether a link holds.</summary>
internal enum ChainLinkState
{
    Holds,
    Broken,

    /// <summary>Nothing was said that could be checked.</summary>
    NotChecked,
}
