using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>How many nodes of a group may be away while they are replaced: a number or a share, never both.</summary>
/// <param name="MaxUnavailable">Nodes, 1 to 100.</param>
/// <param name="MaxUnavailablePercentage">Percent of the nodes, 1 to 100.</param>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupUpdateConfig.html</remarks>
internal sealed record EksUpdateConfig(int? MaxUnavailable, int? MaxUnavailablePercentage)
{
    public static EksUpdateConfig Default { get; } = new(1, null);

    /// <param name="sent">Null for none: it stays as it was.</param>
    /// <param name="before">What it was.</param>
    /// <exception cref="AwsException"><c>InvalidParameterException</c>: not exactly one of the two, or out of range.</exception>
    public static EksUpdateConfig Read(EksMembers? sent, EksUpdateConfig before)
    {
        if (sent is null)
        {
            return before;
        }

        var config = new EksUpdateConfig(sent.FindInt32("maxUnavailable"), sent.FindInt32("maxUnavailablePercentage"));
        if ((config.MaxUnavailable is null) == (config.MaxUnavailablePercentage is null))
        {
            throw EksErrors.InvalidParameter("Exactly one of updateConfig.maxUnavailable and updateConfig.maxUnavailablePercentage is required.");
        }

        return config.Value is >= 1 and <= 100
            ? config
            : throw EksErrors.InvalidParameter($"{config.Name} must be from 1 to 100, not {config.Value.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>The one that is set, as a parameter of an update.</summary>
    public KeyValuePair<string, string> Parameter => new(Name, Value.ToString(CultureInfo.InvariantCulture));

    public JsonObject Json() => new() { [char.ToLowerInvariant(Name[0]) + Name[1..]] = Value };

    private string Name => MaxUnavailable is null ? nameof(MaxUnavailablePercentage) : nameof(MaxUnavailable);

    private int Value => MaxUnavailable ?? MaxUnavailablePercentage ?? 0;
}
