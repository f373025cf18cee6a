using System.Text.RegularExpressions;

namespace EksIngress.Model.Environments;

/// <summary>The shapes that names and values of a specification may have. They end in <c>\z</c>: <c>$</c> would let a line break at the end through.</summary>
internal static partial class Patterns
{
    [GeneratedRegex("^[a-z]([-a-z0-9]{0,38}[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex EnvironmentName { get; }

    /// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ (RFC 1123 label)</remarks>
    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex DnsLabel { get; }

    /// <summary>A DNS label that is no namespace of Kubernetes' own.</summary>
    [GeneratedRegex("^(?!kube-)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex OwnNamespace { get; }

    // A Service name is an RFC 1035 label; the Deployment's pods append 17 characters (-HASH-SUFFIX) to it in places of 63.
    [GeneratedRegex("^[a-z]([-a-z0-9]{0,51}[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex WorkloadName { get; }

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex Region { get; }

    [GeneratedRegex(@"^1\.[0-9]{2}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex KubernetesVersion { get; }

    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html</remarks>
    [GeneratedRegex("^[A-Za-z0-9][-_A-Za-z0-9]{0,62}\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex NodeGroupName { get; }

    [GeneratedRegex(@"^[a-z][-a-z0-9]*\.[-a-z0-9]+\z", RegexOptions.CultureInvariant)]
    internal static partial Regex InstanceType { get; }

    [GeneratedRegex("^[A-Za-z0-9_][-._A-Za-z0-9]{0,127}\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex ImageTag { get; }

    /// <remarks>Source: https://github.com/distribution/reference (domain, path, tag, digest)</remarks>
    [GeneratedRegex(
        @"^([A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?(:[0-9]{1,5})?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][-._A-Za-z0-9]{0,127})?(@sha256:[a-f0-9]{64})?\z",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Image { get; }

    [GeneratedRegex("^[-._A-Za-z][-._A-Za-z0-9]*\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex EnvironmentVariable { get; }

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?\z", RegexOptions.CultureInvariant)]
    internal static partial Regex Quantity { get; }

    /// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html</remarks>
    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{1,64}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex RoleName { get; }

    [GeneratedRegex("^arn:aws[-a-z]*:iam::([0-9]{12}|aws):policy/[!-~]+\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex PolicyArn { get; }

    /// <summary>The characters that an ALB takes in a path-pattern condition, wildcards included.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html</remarks>
    [GeneratedRegex("^[-A-Za-z0-9_.$/~\"'@:+&*?]{1,128}\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex AlbPath { get; }

    /// <summary><see cref="AlbPath"/> that is a path of a rule.</summary>
    [GeneratedRegex("^/[-A-Za-z0-9_.$/~\"'@:+&*?]{0,127}\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex RulePath { get; }

    /// <summary><see cref="Host"/>, as long as an ALB's condition may be.</summary>
    [GeneratedRegex(@"^(?=.{1,128}\z)(\*\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+\z", RegexOptions.CultureInvariant)]
    internal static partial Regex RuleHost { get; }

    /// <summary><see cref="Host"/>, as long as the first name of a certificate may be.</summary>
    [GeneratedRegex(@"^(?=.{1,64}\z)(\*\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+\z", RegexOptions.CultureInvariant)]
    internal static partial Regex CertificateName { get; }

    [GeneratedRegex(@"^(\*\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+\z", RegexOptions.CultureInvariant)]
    internal static partial Regex Host { get; }

    /// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/</remarks>
    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    internal static partial Regex AnnotationKey { get; }

    [GeneratedRegex("^/[!-~]*\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex ProbePath { get; }

    /// <summary><see cref="ProbePath"/>, as long as that of a target group may be.</summary>
    [GeneratedRegex("^/[!-~]{0,1023}\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex HealthCheckPath { get; }

    /// <summary>Resource names of Aspire are letters, digits and hyphens.</summary>
    [GeneratedRegex("^[A-Za-z][-A-Za-z0-9]{0,63}\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex ParameterName { get; }

    [GeneratedRegex("^vpc-[0-9a-f]{8}([0-9a-f]{9})?\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex VpcId { get; }

    [GeneratedRegex("^subnet-[0-9a-f]{8}([0-9a-f]{9})?\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex SubnetId { get; }

    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html</remarks>
    [GeneratedRegex("^(AL2|AL2023|BOTTLEROCKET|WINDOWS)_[A-Za-z0-9_]+\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex AmiType { get; }

    /// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/</remarks>
    [GeneratedRegex("^([A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex LabelValue { get; }

    /// <remarks>Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html</remarks>
    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex TagKey { get; }

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex TagValue { get; }

    [GeneratedRegex("^(0|[1-9][0-9]{0,3})\\z|^(100|[0-9]{1,2})%\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex CountOrPercent { get; }

    /// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#group.name</remarks>
    [GeneratedRegex("^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex GroupName { get; }

    [GeneratedRegex("^arn:aws[-a-z]*:(acm:[-a-z0-9]+:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/[!-~]+\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex CertificateArn { get; }

    /// <summary>Single statuses, lists and ranges, from 200 to 499.</summary>
    [GeneratedRegex("^[2-4][0-9]{2}(-[2-4][0-9]{2})?(,[2-4][0-9]{2}(-[2-4][0-9]{2})?)*\\z", RegexOptions.CultureInvariant)]
    internal static partial Regex SuccessCodes { get; }
}
