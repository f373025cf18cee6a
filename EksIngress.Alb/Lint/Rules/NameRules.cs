using System.Text.RegularExpressions;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Names and tags of what is made in AWS.</summary>
internal static partial class NameRules
{
    private const int MaximumNameLength = 32;
    private const int MaximumTags = 50;
    private const int TrackingTags = 3;
    private const int MaximumKeyLength = 128;
    private const int MaximumValueLength = 256;

    private static readonly string[] Tracking = ["elbv2.k8s.aws/cluster", "ingress.k8s.aws/stack", "ingress.k8s.aws/resource", "elbv2.k8s.aws/resource"];

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB710", "A name of a load balancer that is none", Docs.CreateLoadBalancer, LoadBalancerNames),
        Fails("ALB711", "A tag that AWS does not take", Docs.Tags, BadTags),
        Fails("ALB712", "More tags than AWS takes", Docs.Tags, TooManyTags),
        Warns("ALB713", "A tag of the controller's own", Docs.Annotation("tags"), OwnTags),
        Fails("ALB714", "A tag that somebody else manages", Docs.Configurations, ExternalTags),
        Warns("ALB715", "One name for two load balancers", Docs.Annotation("load-balancer-name"), SameName),
    ];

    private static string? NameOf(LintIngress ingress) =>
        ingress.ClassParams?.LoadBalancerName is { Length: > 0 } fromClass ? fromClass : ingress.Find(IngressAnnotations.LoadBalancerName);

    private static IEnumerable<LintFault> LoadBalancerNames(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            if (NameOf(ingress) is { Length: > 0 } name && (name.Length > MaximumNameLength || !Name().IsMatch(name) || name.StartsWith("internal-", StringComparison.Ordinal)))
            {
                yield return ingress.Fault(
                    IngressAnnotations.LoadBalancerName,
                    name.Length > MaximumNameLength ? $"load balancer name cannot be longer than 32 characters: {name} has {name.Length}"
                        : $"load balancer name '{name}' {(name.StartsWith("internal-", StringComparison.Ordinal) ? "begins with internal-" : "has other characters than letters, digits and hyphens, or a hyphen at an end")}",
                    $"use up to {MaximumNameLength} letters, digits and hyphens, no hyphen at an end, not beginning with internal-");
            }
        }
    }

    private static IEnumerable<(LintObject Object, IReadOnlyDictionary<string, string> Tags)> Tagged(LintWorld world) => world.AnnotatedWith(IngressAnnotations.Tags)
        .Select(found => (found.Object, Lenient.Read(() => new AnnotationSet(found.Object.Annotations).FindMap(IngressAnnotations.Tags)) ?? NoStrings.Map));

    private static IEnumerable<LintFault> BadTags(LintWorld world) => Tagged(world).SelectMany(found => found.Tags
        .Select(tag => (tag, reason:
            tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) ? "begins with aws:, which is reserved"
            : tag.Key.Length > MaximumKeyLength ? $"has a key of {tag.Key.Length} characters"
            : tag.Value.Length > MaximumValueLength ? $"has a value of {tag.Value.Length} characters"
            : !TagText().IsMatch(tag.Key) || !TagText().IsMatch(tag.Value) ? "has characters that tags may not have"
            : null))
        .Where(pair => pair.reason is not null)
        .Select(pair => found.Object.AnnotationFault(
            IngressAnnotations.Tags,
            $"tag {pair.tag.Key} {pair.reason}",
            $"use keys up to {MaximumKeyLength} and values up to {MaximumValueLength} characters: letters, digits, spaces and _ . : / = + - @")));

    private static IEnumerable<LintFault> TooManyTags(LintWorld world) => Tagged(world)
        .Select(found => (found.Object, count: found.Tags.Keys.Union(world.Configuration.DefaultTags.Keys, StringComparer.Ordinal).Count() + TrackingTags))
        .Where(found => found.count > MaximumTags)
        .Select(found => found.Object.AnnotationFault(
            IngressAnnotations.Tags,
            $"resources would have {found.count} tags, {TrackingTags} of the controller's own and {world.Configuration.DefaultTags.Count} default ones among them",
            $"leave {MaximumTags} or fewer"));

    private static IEnumerable<LintFault> OwnTags(LintWorld world) => Tagged(world).SelectMany(found => found.Tags.Keys
        .Where(key => Tracking.Contains(key, StringComparer.Ordinal))
        .Select(key => found.Object.AnnotationFault(
            IngressAnnotations.Tags, $"tag {key} is how the controller knows what is its own; its value replaces yours", "use another key")));

    private static IEnumerable<LintFault> ExternalTags(LintWorld world) => Tagged(world).SelectMany(found => found.Tags.Keys
        .Where(key => world.Configuration.ExternalManagedTags.Contains(key, StringComparer.Ordinal))
        .Select(key => found.Object.AnnotationFault(
            IngressAnnotations.Tags, $"external managed tag key {key} cannot be specified", "remove it, or take it out of --external-managed-tags")));

    private static IEnumerable<LintFault> SameName(LintWorld world) => world.Groups
        .Select(group => (group, member: group.Members.FirstOrDefault(member => NameOf(member) is { Length: > 0 })))
        .Where(found => found.member is not null)
        .GroupBy(found => NameOf(found.member!), StringComparer.Ordinal)
        .SelectMany(name => name.Skip(1).Select(found => found.member!.Fault(
            IngressAnnotations.LoadBalancerName,
            $"load balancer name {name.Key} is also that of {name.First().group.Id}; names are unique in a region, and only one of them is made",
            "use two names, or one group.name for both")));

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z")]
    private static partial Regex TagText();
}
