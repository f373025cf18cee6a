using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.TargetGroups;

namespace EksIngress.Alb.Rules;

/// <summary>Turns a resolved backend into the actions of a rule; target groups come into being where they are first referred to.</summary>
internal sealed class ListenerActionBuilder(IKubernetesLookup cluster, IAwsLookup aws, TargetGroupBuilder targetGroups, OidcSecretReader secrets)
{
    /// <exception cref="AlbModelException">A target group or Secret cannot be built or found.</exception>
    public async ValueTask<IReadOnlyList<ListenerAction>> BuildAsync(
        string protocol, ClassifiedIngress ingress, ResolvedBackend backend, CancellationToken cancellationToken)
    {
        var actions = new List<ListenerAction>();
        if (protocol == "HTTPS")
        {
            if (FindAuthentication(ingress, backend.Auth) is { } authentication)
            {
                actions.Add(authentication);
            }

            if (backend.JwtValidation is { } validation)
            {
                actions.Add(validation);
            }

            if (actions.Count > 1)
            {
                throw new AlbModelException("authentication and jwt validation can't both be configured");
            }
        }

        actions.Add(await BuildRoutingAsync(ingress, backend.Action, cancellationToken));
        return actions;
    }

    private ListenerAction? FindAuthentication(ClassifiedIngress ingress, AuthSettings auth)
    {
        switch (auth.Type)
        {
            case "cognito":
                var pool = auth.Cognito ?? throw new AlbModelException("missing IDPConfigCognito");
                return new ListenerAction.AuthenticateCognito(pool.UserPoolArn, pool.UserPoolClientId, pool.UserPoolDomain, auth.Session);
            case "oidc":
                var provider = auth.Oidc ?? throw new AlbModelException("missing IDPConfigOIDC");
                var (clientId, clientSecret) = secrets.Get(new NamespacedName(ingress.Key.Namespace, provider.SecretName));
                return new ListenerAction.AuthenticateOidc
                {
                    Issuer = provider.Issuer,
                    AuthorizationEndpoint = provider.AuthorizationEndpoint,
                    TokenEndpoint = provider.TokenEndpoint,
                    UserInfoEndpoint = provider.UserInfoEndpoint,
                    ClientId = clientId,
                    ClientSecret = clientSecret,
                    Session = auth.Session,
                };
            default:
                return null;
        }
    }

    private async ValueTask<ListenerAction> BuildRoutingAsync(
        ClassifiedIngress ingress, ActionAnnotation action, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case { Type: "fixed-response", FixedResponseConfig: { } response }:
                return new ListenerAction.FixedResponse(response.ContentType, response.MessageBody, response.StatusCode);
            case { Type: "redirect", RedirectConfig: { } redirect }:
                return new ListenerAction.Redirect(
                    redirect.Host, redirect.Path, redirect.Port, redirect.Protocol, redirect.Query, redirect.StatusCode);
            case { Type: "forward", ForwardConfig: { } forward }:
                var tuples = new List<ListenerAction.TargetGroupTuple>();
                foreach (var tuple in forward.TargetGroups)
                {
                    tuples.Add(new ListenerAction.TargetGroupTuple(await GetArnAsync(ingress, tuple, cancellationToken), tuple.Weight));
                }

                var stickiness = forward.TargetGroupStickinessConfig is { } config
                    ? new ListenerAction.TargetGroupStickiness(config.Enabled, config.DurationSeconds)
                    : null;
                return new ListenerAction.Forward(tuples, stickiness);
            default:
                throw new AlbModelException($"unknown action type: {action.Type}");
        }
    }

    private async ValueTask<StackValue> GetArnAsync(
        ClassifiedIngress ingress, ForwardAnnotation.Tuple tuple, CancellationToken cancellationToken)
    {
        if (tuple.TargetGroupArn is { } arn)
        {
            return StackValue.Of(arn);
        }

        if (tuple.TargetGroupName is { } name)
        {
            return StackValue.Of(await AlbModelException.WithinAsync(
                $"searching TargetGroup with name {name}", () => aws.GetTargetGroupArnAsync(name, cancellationToken)));
        }

        var service = cluster.FindService(new NamespacedName(ingress.Key.Namespace, tuple.ServiceName!))!;
        return targetGroups.Build(ingress, service, tuple.ServicePort!.Value);
    }
}
