using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Rules;

/// <summary>An element of <c>transforms.NAME</c>: <c>{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"^/a","replace":"/b"}]}}</c>.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#transforms</remarks>
internal sealed class TransformAnnotation
{
    public string Type { get; set; } = "";

    public Rewrites? HostHeaderRewriteConfig { get; set; }

    public Rewrites? UrlRewriteConfig { get; set; }

    public static List<TransformAnnotation> ReadAll(GoJsonDecoder decoder, GoJsonValue json) =>
        decoder.List(json, "ingress.Transform", item => Read(decoder, item));

    /// <exception cref="AlbModelException">The type is unknown, or its configuration is missing or empty.</exception>
    public void Validate()
    {
        var (name, config) = Type switch
        {
            "host-header-rewrite" => ("hostHeaderRewriteConfig", HostHeaderRewriteConfig),
            "url-rewrite" => ("urlRewriteConfig", UrlRewriteConfig),
            _ => throw new AlbModelException($"unknown transform type: {Type}"),
        };
        if (config is null)
        {
            throw new AlbModelException($"missing {name}");
        }

        if (config.Items.Count == 0)
        {
            throw new AlbModelException($"{name}.rewrites cannot be empty");
        }
    }

    /// <summary>The transform of a rule; only after <see cref="Validate"/>.</summary>
    public RuleTransform ToTransform() => Type == "url-rewrite"
        ? new RuleTransform.UrlRewrite(UrlRewriteConfig!.Items)
        : new RuleTransform.HostHeaderRewrite(HostHeaderRewriteConfig!.Items);

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
            ("rewrites", list => target.Items = decoder.List(list, "ingress.RewriteConfig", item => ReadRewrite(decoder, item)))));
    }

    private static RuleTransform.Rewrite ReadRewrite(GoJsonDecoder decoder, GoJsonValue json)
    {
        var (regex, replace) = ("", "");
        decoder.Struct(
            json,
            "RewriteConfig",
            ("regex", value => regex = decoder.Text(value, regex)),
            ("replace", value => replace = decoder.Text(value, replace)));
        return new RuleTransform.Rewrite(regex, replace);
    }

    internal sealed class Rewrites
    {
        public IReadOnlyList<RuleTransform.Rewrite> Items { get; set; } = [];
    }
}
