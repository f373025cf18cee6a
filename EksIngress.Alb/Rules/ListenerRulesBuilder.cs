using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Rules;

/// <summary>Builds the default action and the rules of a listener from the Ingresses that want its port.</summary>
/// <param name="backends">Reads backends.</param>
/// <param name="actions">Builds actions.</param>
/// <param name="tags">Tags of rules.</param>
public sealed class ListenerRulesBuilder(BackendResolver backends, ListenerActionBuilder actions, ResourceTags tags)
{
    /// <summary>What is done with requests that no rule matches: the one default backend among the members, or 404.</summary>
    /// <param name="protocol"><c>HTTP</c> or <c>HTTPS</c>.</param>
    /// <param name="members">Those that want the port, in the group's order.</param>
    /// <param name="cancellationToken">Ends look-ups.</param>
    /// <exception cref="AlbModelException">Two members have a default backend, or the one that has it is invalid.</exception>
    public async ValueTask<IReadOnlyList<ListenerAction>> BuildDefaultActionsAsync(
        string protocol, IReadOnlyList<ClassifiedIngress> members, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(members);
        var withDefault = members.Where(member => member.Ingress.Spec.DefaultBackend is not null).ToList();
        return withDefault switch
        {
            [] => [new ListenerAction.FixedResponse("text/plain", null, "404")],
            [var member] => await actions.BuildAsync(
                protocol, member, backends.Resolve(member, member.Ingress.Spec.DefaultBackend!), cancellationToken),
            _ => throw new AlbModelException(
                $"multiple ingress defined default backend: {GoText.List(withDefault.Select(member => member.Key.ToString()))}"),
        };
    }

    /// <summary>Rules in order of priority, from 1.</summary>
    /// <param name="port">Port of the listener.</param>
    /// <param name="protocol"><c>HTTP</c> or <c>HTTPS</c>.</param>
    /// <param name="members">Those that want the port, in the group's order.</param>
    /// <param name="cancellationToken">Ends look-ups.</param>
    /// <exception cref="AlbModelException">A path, backend or annotation of a member is invalid.</exception>
    public async ValueTask<IReadOnlyList<ListenerRuleSpec>> BuildAsync(
        int port, string protocol, IReadOnlyList<ClassifiedIngress> members, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(members);
        var drafts = new List<RuleDraft>();
        foreach (var member in members)
        {
            foreach (var rule in member.Ingress.Spec.Rules)
            {
                foreach (var path in PathSequence.Sort(rule.Http?.Paths ?? []))
                {
                    drafts.Add(await AlbModelException.WithinAsync(
                        $"ingress: {member.Key}", BuildRuleAsync(protocol, member, rule, path, cancellationToken)));
                }
            }
        }

        return [.. RuleOptimizer.Optimize(port, protocol, drafts).Select((draft, index) => new ListenerRuleSpec
        {
            ListenerPort = port,
            Priority = index + 1,
            Conditions = draft.Conditions,
            Actions = draft.Actions,
            Transforms = draft.Transforms,
            Tags = draft.Tags,
        })];
    }

    private async ValueTask<RuleDraft> BuildRuleAsync(
        string protocol, ClassifiedIngress member, Ingress.Rule rule, Ingress.HttpPath path, CancellationToken cancellationToken)
    {
        var backend = backends.Resolve(member, path.Backend);
        var conditions = RuleConditions.Build(member, rule, path, backend.Conditions);
        var ruleActions = await actions.BuildAsync(protocol, member, backend, cancellationToken);
        return new RuleDraft(conditions, ruleActions, tags.OfIngress(member)) { Transforms = backend.Transforms };
    }
}
