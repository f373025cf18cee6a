using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Rules;

/// <summary>An element of <c>transforms.NAME</c>: <c>{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"^/a","replace":"/b"}]}}</c>.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#transforms</remarks>
public sealed class TransformAnnotation
{
    internal TransformAnnotation()
    {
    }

    /// <summary>Which of the configurations counts; the other is not looked at.</summary>
    public string Type { get; internal set; } = "";

    /// <summary>For <c>host-header-rewrite</c>.</summary>
    public Rewrites? HostHeaderRewriteConfig { get; internal set; }

    /// <summary>For <c>url-rewrite</c>.</summary>
    public Rewrites? UrlRewriteConfig { get; internal set; }

    /// <summary>Reads a value of the annotation as it is, without <see cref="Validate"/>.</summary>
    /// <exception cref="AlbModelException">It is no JSON, or a member has the wrong type.</exception>
    public static IReadOnlyList<TransformAnnotation> Parse(string json) => GoJsonDecoder.Decode(json, ReadAll);

    internal static List<TransformAnnotation> ReadAll(GoJsonDecoder decoder, GoJsonValue json) =>
        [.. decoder.List<TransformAnnotation>(json, "ingress.Transform", null, (item, _) => Read(decoder, item))];

    /// <summary>Checks it as the controller does before it builds from it.</summary>
    /// <exception cref="AlbModelException">The type is unknown, or its configuration is missing or empty.</exception>
    public void Validate()
    {
        if (Config().Items.Count == 0)
        {
            throw new AlbModelException($"{Named().Name}.rewrites cannot be empty");
        }
    }

    /// <summary>The transform of a rule.</summary>
    /// <exception cref="AlbModelException">The type is unknown, or its configuration is missing.</exception>
    public RuleTransform ToTransform()
    {
        var rewrites = Config().Items;
        return Type == "url-rewrite" ? new RuleTransform.UrlRewrite(rewrites) : new RuleTransform.HostHeaderRewrite(rewrites);
    }

    private Rewrites Config()
    {
        var (name, config) = Named();
        return config ?? throw new AlbModelException($"missing {name}");
    }

    private (string Name, Rewrites? Config) Named() => Type switch
    {
        "host-header-rewrite" => ("hostHeaderRewriteConfig", HostHeaderRewriteConfig),
        "url-rewrite" => ("urlRewriteConfig", UrlRewriteConfig),
        _ => throw new AlbModelException($"unknown transform type: {Type}"),
    };

    private static TransformAnnotation Read(GoJsonDecoder decoder, GoJsonValue json)
    {
        var transform = new TransformAnnotation();
        decoder.Struct(
            json,
            "Transform",
            ("type", value => transform.Type = decoder.Text(value, transform.Type, "ingress.TransformType")),
            ("hostHeaderRewriteConfig", value => transform.HostHeaderRewriteConfig = Config(value, transform.HostHeaderRewriteConfig)),
            ("urlRewriteConfig", value => transform.UrlRewriteConfig = Config(value, transform.UrlRewriteConfig)));
        return transform;

        Rewrites? Config(GoJsonValue value, Rewrites? before) => GoJsonDecoder.Pointer(value, before, (config, target) => decoder.Struct(
            config,
            "RewriteConfigObject",
            ("rewrites", list => target.Items = decoder.List(list, "ingress.RewriteConfig", target.Items, (item, rewrite) => ReadRewrite(decoder, item, rewrite)))));
    }

    private static RuleTransform.Rewrite ReadRewrite(GoJsonDecoder decoder, GoJsonValue json, RuleTransform.Rewrite? before)
    {
        var (regex, replace) = before ?? new RuleTransform.Rewrite("", "");
        decoder.Struct(
            json,
            "RewriteConfig",
            ("regex", value => regex = decoder.Text(value, regex)),
            ("replace", value => replace = decoder.Text(value, replace)));
        return new RuleTransform.Rewrite(regex, replace);
    }

    /// <summary>A configuration: what to replace.</summary>
    public sealed class Rewrites
    {
        /// <summary>In the order of the annotation.</summary>
        public IReadOnlyList<RuleTransform.Rewrite> Items { get; internal set; } = [];
    }
}
