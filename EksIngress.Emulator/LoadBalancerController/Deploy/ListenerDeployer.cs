using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.FrontendNlb;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Makes the listeners of a stack's load balancers what they should be, then their rules; listeners are matched by port.</summary>
internal sealed class ListenerDeployer(
    IAmazonElasticLoadBalancingV2 elb, ElbResources resources, RuleDeployer rules, ControllerConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan ListenerLimit = TimeSpan.FromSeconds(20);

    public async Task DeployAsync(IngressStack stack, StackLoadBalancers balancers, StackArns arns, CancellationToken cancellationToken)
    {
        if (balancers.Application is { } application)
        {
            var wanted = stack.Listeners.Select(listener => (listener.Port.ToString(CultureInfo.InvariantCulture), listener));
            foreach (var (port, arn) in await DeployAsync(stack, application.LoadBalancerArn, [.. wanted], arns, cancellationToken))
            {
                arns.Set(ResourceTypes.ListenerArn(port), arn);
            }
        }

        // As upstream: without any listener that is wanted, nobody looks for surplus ones.
        if (balancers.FrontendNlb is { } frontend && stack.FrontendNlb is { Listeners: { Count: > 0 } listeners })
        {
            await DeployAsync(stack, frontend.LoadBalancerArn, [.. listeners.Select(listener => (listener.ResourceId, ToListener(listener)))], arns, cancellationToken);
        }

        foreach (var listener in stack.Listeners)
        {
            await rules.DeployAsync(stack, listener.Port, arns, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<(int Port, string Arn)>> DeployAsync(
        IngressStack stack, string loadBalancerArn, IReadOnlyList<(string Id, ListenerSpec Spec)> wanted, StackArns arns, CancellationToken cancellationToken)
    {
        var deployed = new List<(int, string)>();
        var observed = (await resources.ListenersOfAsync(loadBalancerArn, cancellationToken)).ToDictionary(listener => listener.Resource.Port!.Value);
        foreach (var surplus in observed.Where(pair => wanted.All(listener => listener.Spec.Port != pair.Key)).OrderBy(pair => pair.Key))
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "DeleteListener", elb.DeleteListenerAsync(
                new DeleteListenerRequest { ListenerArn = surplus.Value.Resource.ListenerArn }, cancellationToken));
        }

        foreach (var (id, desired) in wanted.OrderBy(listener => observed.ContainsKey(listener.Spec.Port)))
        {
            var tags = TrackingTags.OfResource(configuration.ClusterName, stack.Id, id, desired.Tags);
            string arn;
            if (observed.TryGetValue(desired.Port, out var existing))
            {
                arn = existing.Resource.ListenerArn;
                if (configuration.ListenerRulesTagging)
                {
                    await resources.ReconcileTagsAsync(arn, existing.Tags, tags, cancellationToken);
                }

                await ReconcileAsync(existing.Resource, desired, arns, cancellationToken);

                // A listener that turns from HTTPS to HTTP gives its certificates back.
                if (desired.SslPolicy is not null || existing.Resource.SslPolicy is not null)
                {
                    await ReconcileCertificatesAsync(arn, desired, arns, cancellationToken);
                }
            }
            else
            {
                arn = await CreateAsync(desired, loadBalancerArn, tags, arns, cancellationToken);
            }

            await ReconcileAttributesAsync(arn, desired.Attributes, cancellationToken);
            deployed.Add((desired.Port, arn));
        }

        return deployed;
    }

    private static ListenerSpec ToListener(FrontendNlbListenerSpec spec) => new()
    {
        Port = spec.Port,
        Protocol = FrontendNlbListenerSpec.Protocol,
        DefaultActions = [new ListenerAction.Forward([new ListenerAction.TargetGroupTuple(ResourceTypes.TargetGroupArn(spec.TargetGroupResourceId), null)], null)],
        Certificates = [],
        SslPolicy = null,
        Attributes = new Dictionary<string, string>(StringComparer.Ordinal),
        Tags = spec.Tags,
    };

    private async Task<string> CreateAsync(
        ListenerSpec desired, string loadBalancerArn, IReadOnlyDictionary<string, string> tags, StackArns arns, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "CreateListener", elb.CreateListenerAsync(
            new CreateListenerRequest
            {
                LoadBalancerArn = loadBalancerArn,
                Port = desired.Port,
                Protocol = desired.Protocol,
                DefaultActions = Actions(desired, arns),
                Certificates = DefaultCertificate(desired, arns),
                SslPolicy = desired.SslPolicy,
                MutualAuthentication = MutualAuthenticationTranslation.ToSdk(desired.MutualAuthentication),
                Tags = configuration.ListenerRulesTagging ? [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] : null,
            },
            cancellationToken));
        var arn = response.Listeners[0].ListenerArn;
        foreach (var certificate in OtherCertificates(desired, arns))
        {
            // A listener that was just made is not known everywhere at once.
            await Retrying.WhileAsync(
                "failed to update extra certificates on listener",
                "ListenerNotFound",
                ListenerLimit,
                () => AddCertificateAsync(arn, certificate, cancellationToken),
                time,
                cancellationToken);
        }

        return arn;
    }

    private Task AddCertificateAsync(string arn, string certificate, CancellationToken cancellationToken) =>
        AwsCalls.InvokeAsync(AwsCalls.Elb, "AddListenerCertificates", elb.AddListenerCertificatesAsync(
            new AddListenerCertificatesRequest { ListenerArn = arn, Certificates = [new Certificate { CertificateArn = certificate }] }, cancellationToken));

    private async Task ReconcileCertificatesAsync(string arn, ListenerSpec desired, StackArns arns, CancellationToken cancellationToken)
    {
        var observed = new List<string>();
        string? marker = null;
        do
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeListenerCertificates", elb.DescribeListenerCertificatesAsync(
                new DescribeListenerCertificatesRequest { ListenerArn = arn, Marker = marker }, cancellationToken));
            observed.AddRange((page.Certificates ?? []).Where(certificate => certificate.IsDefault != true).Select(certificate => certificate.CertificateArn));
            marker = page.NextMarker;
        }
        while (marker is not null);

        var others = OtherCertificates(desired, arns);
        foreach (var surplus in observed.Except(others, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "RemoveListenerCertificates", elb.RemoveListenerCertificatesAsync(
                new RemoveListenerCertificatesRequest { ListenerArn = arn, Certificates = [new Certificate { CertificateArn = surplus }] }, cancellationToken));
        }

        foreach (var missing in others.Except(observed, StringComparer.Ordinal))
        {
            await AddCertificateAsync(arn, missing, cancellationToken);
        }
    }

    private async Task ReconcileAsync(Listener observed, ListenerSpec desired, StackArns arns, CancellationToken cancellationToken)
    {
        var actions = Actions(desired, arns);
        var wantedAuthentication = desired.MutualAuthentication
            ?? (configuration.EnhancedDefaultBehavior ? MutualAuthenticationTranslation.SwitchedOff : null);
        var hasStickiness = SettingsText.HasStickiness(actions);
        var same = observed.Protocol.Value == desired.Protocol &&
            SettingsText.Of(observed.DefaultActions, hasStickiness) == SettingsText.Of(actions, hasStickiness) &&
            ArnsOf(observed.Certificates).SequenceEqual(ArnsOf(DefaultCertificate(desired, arns)), StringComparer.Ordinal) &&
            (desired.SslPolicy is null || observed.SslPolicy == desired.SslPolicy) &&
            MutualAuthenticationTranslation.IsAsWanted(observed.MutualAuthentication, wantedAuthentication);
        if (!same)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "ModifyListener", elb.ModifyListenerAsync(
                new ModifyListenerRequest
                {
                    ListenerArn = observed.ListenerArn,
                    Port = desired.Port,
                    Protocol = desired.Protocol,
                    DefaultActions = actions,
                    Certificates = DefaultCertificate(desired, arns),
                    SslPolicy = desired.SslPolicy,
                    MutualAuthentication = MutualAuthenticationTranslation.ToSdk(
                        desired.MutualAuthentication ?? (IsOn(observed) ? wantedAuthentication : null)),
                },
                cancellationToken));
        }
    }

    private async Task ReconcileAttributesAsync(string arn, IReadOnlyDictionary<string, string> desired, CancellationToken cancellationToken)
    {
        var observed = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeListenerAttributes", elb.DescribeListenerAttributesAsync(
            new DescribeListenerAttributesRequest { ListenerArn = arn }, cancellationToken));
        var current = (observed.Attributes ?? []).ToDictionary(attribute => attribute.Key, attribute => attribute.Value, StringComparer.Ordinal);
        var wrong = desired.Where(pair => current.GetValueOrDefault(pair.Key) != pair.Value)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new ListenerAttribute { Key = pair.Key, Value = pair.Value })
            .ToList();
        if (wrong.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "ModifyListenerAttributes", elb.ModifyListenerAttributesAsync(
                new ModifyListenerAttributesRequest { ListenerArn = arn, Attributes = wrong }, cancellationToken));
        }
    }

    private List<Amazon.ElasticLoadBalancingV2.Model.Action> Actions(ListenerSpec desired, StackArns arns) =>
        ElbTranslation.Actions(desired.DefaultActions, arns, configuration.WeightedTargetGroups);

    private static IEnumerable<string> ArnsOf(List<Certificate>? certificates) => (certificates ?? []).Select(certificate => certificate.CertificateArn);

    private static bool IsOn(Listener observed) => observed.MutualAuthentication?.Mode is not (null or "off");

    // All of them: the default one is chosen by name and key like the others only when it stands among them.
    private static List<string> OtherCertificates(ListenerSpec desired, StackArns arns) =>
        [.. desired.Certificates.Select(arns.Resolve).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static List<Certificate>? DefaultCertificate(ListenerSpec desired, StackArns arns) =>
        desired.Certificates.Count == 0 ? null : [new Certificate { CertificateArn = arns.Resolve(desired.Certificates[0]) }];
}
