using EksIngress.Alb.Matching;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks the transforms of a rule.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleTransform.html</remarks>
internal static class TransformReader
{
    /// <summary>The members of a transform, as operations list them.</summary>
    public const string Members = "Type HostHeaderRewriteConfig(Rewrites[](Regex Replace)) UrlRewriteConfig(Rewrites[](Regex Replace))";

    private const int MaxText = 1024;

    /// <returns>Null when the request says nothing of transforms; empty when they are reset.</returns>
    public static IReadOnlyList<RuleTransform>? Read(AwsCall call)
    {
        var isReset = call.Parameters.FindBoolean("ResetTransforms") == true;
        var sent = call.Parameters.Structures("Transforms.member");
        if (sent.Count == 0)
        {
            return isReset ? [] : null;
        }

        if (isReset)
        {
            throw ElbErrors.Validation("You cannot specify both Transforms and ResetTransforms");
        }

        var transforms = sent.Select(Read).ToList();
        return transforms.DistinctBy(transform => transform.Type).Count() == transforms.Count
            ? transforms
            : throw ElbErrors.Validation("A rule can have one host header rewrite transform and one URL rewrite transform");
    }

    private static RuleTransform Read(AwsParameters transform)
    {
        var type = transform.Get("Type");
        var (wanted, other) = type switch
        {
            "host-header-rewrite" => ("HostHeaderRewriteConfig", "UrlRewriteConfig"),
            "url-rewrite" => ("UrlRewriteConfig", "HostHeaderRewriteConfig"),
            _ => throw ElbErrors.Validation($"1 validation error detected: Value '{type}' at 'transforms.member.type' failed to satisfy constraint: Member must satisfy enum value set: [host-header-rewrite, url-rewrite]"),
        };
        if (transform.Has(other))
        {
            throw ElbErrors.Validation($"{other} cannot be specified for a transform of type '{type}'");
        }

        return transform.Structure(wanted)?.Structures("Rewrites.member") is [var rewrite]
            ? new RuleTransform(type, Pattern(rewrite.Get("Regex")), Text("Replace", rewrite.Find("Replace") ?? ""))
            : throw ElbErrors.Validation($"A transform of type '{type}' needs {wanted} with exactly one rewrite");
    }

    // Whatever is stored must be something that the data plane can take over.
    private static string Pattern(string regex) => RegexValue.TryParse(Text("Regex", regex), ignoreCase: false) is null
        ? throw ElbErrors.Validation($"The regular expression '{regex}' is not valid")
        : regex;

    private static string Text(string name, string text) =>
        text.Length <= MaxText ? text : throw ElbErrors.Validation($"{name} of a rewrite cannot be longer than {MaxText} characters");
}
