using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.TargetGroups;

namespace EksIngress.Alb.Rules;

/// <summary>Turns a resolved backend into the actions of a rule; target groups come into being where they are first referred to.</summary>
/// <param name="cluster">Services and Secrets that backends name.</param>
/// <param name="aws">Where target groups are found by name.</param>
/// <param name="targetGroups">Builds the target groups of Services.</param>
/// <param name="secrets">Reads credentials of identity providers.</param>
public sealed class ListenerActionBuilder(IKubernetesLookup cluster, IAwsLookup aws, TargetGroupBuilder targetGroups, OidcSecretReader secrets)
{
    /// <summary>Actions in order: on HTTPS one that authenticates may come first.</summary>
    /// <param name="protocol"><c>HTTP</c> or <c>HTTPS</c>, of the listener.</param>
    /// <param name="ingress">Whose backend it is.</param>
    /// <param name="backend">Of <see cref="BackendResolver"/>.</param>
    /// <param name="cancellationToken">Ends look-ups.</param>
    /// <exception cref="AlbModelException">A target group or Secret cannot be built or found.</exception>
    public async ValueTask<IReadOnlyList<ListenerAction>> BuildAsync(
        string protocol, ClassifiedIngress ingress, ResolvedBackend backend, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(ingress);
        ArgumentNullException.ThrowIfNull(backend);
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
                var pool = Require(auth.Cognito, "IDPConfigCognito");
                return new ListenerAction.AuthenticateCognito(pool.UserPoolArn, pool.UserPoolClientId, pool.UserPoolDomain, auth.Session);
            case "oidc":
                var provider = Require(auth.Oidc, "IDPConfigOIDC");
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
        switch (action.Type)
        {
            case "fixed-response":
                var response = Require(action.FixedResponseConfig, "FixedResponseConfig");
                return new ListenerAction.FixedResponse(response.ContentType, response.MessageBody, response.StatusCode);
            case "redirect":
                var redirect = Require(action.RedirectConfig, "RedirectConfig");
                return new ListenerAction.Redirect(
                    redirect.Host, redirect.Path, redirect.Port, redirect.Protocol, redirect.Query, redirect.StatusCode);
            case "forward":
                var forward = Require(action.ForwardConfig, "ForwardConfig");
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

        var key = new NamespacedName(ingress.Key.Namespace, tuple.ServiceName!);
        var service = cluster.FindService(key) ?? throw new InvalidOperationException($"backend was not resolved: no Service {key}");
        return targetGroups.Build(ingress, service, tuple.ServicePort!.Value);
    }

    private static T Require<T>(T? config, string name)
        where T : class => config ?? throw new AlbModelException($"missing {name}");
}
