using EksIngress.Alb.GoValues;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Stacks;

/// <summary>Actions in a stack's JSON, as the controller shapes them. Credentials of an identity provider are blotted out.</summary>
internal static class ActionJsonWriterExtensions
{
    private const string Redacted = "[REDACTED]";

    public static void WriteActions(this GoJsonWriter json, string name, IReadOnlyList<ListenerAction> actions)
    {
        json.WriteStartArray(name);
        foreach (var action in actions)
        {
            json.WriteStartObject();
            json.WriteString("type", action.Type);
            json.WriteConfig(action);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteConfig(this GoJsonWriter json, ListenerAction action)
    {
        switch (action)
        {
            case ListenerAction.FixedResponse response:
                json.WriteStartObject("fixedResponseConfig");
                json.WriteIfSet("contentType", response.ContentType);
                json.WriteIfSet("messageBody", response.MessageBody);
                json.WriteString("statusCode", response.StatusCode);
                break;
            case ListenerAction.Redirect redirect:
                json.WriteStartObject("redirectConfig");
                json.WriteIfSet("host", redirect.Host);
                json.WriteIfSet("path", redirect.Path);
                json.WriteIfSet("port", redirect.Port);
                json.WriteIfSet("protocol", redirect.Protocol);
                json.WriteIfSet("query", redirect.Query);
                json.WriteString("statusCode", redirect.StatusCode);
                break;
            case ListenerAction.Forward forward:
                json.WriteStartObject("forwardConfig");
                json.WriteForward(forward);
                break;
            case ListenerAction.AuthenticateCognito cognito:
                json.WriteStartObject("authenticateCognitoConfig");
                json.WriteSession(cognito.Session);
                json.WriteString("userPoolARN", cognito.UserPoolArn);
                json.WriteString("userPoolClientID", cognito.UserPoolClientId);
                json.WriteString("userPoolDomain", cognito.UserPoolDomain);
                break;
            case ListenerAction.AuthenticateOidc oidc:
                json.WriteStartObject("authenticateOIDCConfig");
                json.WriteSession(oidc.Session);
                json.WriteString("issuer", oidc.Issuer);
                json.WriteString("authorizationEndpoint", oidc.AuthorizationEndpoint);
                json.WriteString("tokenEndpoint", oidc.TokenEndpoint);
                json.WriteString("userInfoEndpoint", oidc.UserInfoEndpoint);
                json.WriteString("clientID", Redacted);
                json.WriteString("clientSecret", Redacted);
                break;
            case ListenerAction.JwtValidation validation:
                json.WriteStartObject("jwtValidationConfig");
                json.WriteJwtValidation(validation);
                break;
            default:
                throw new InvalidOperationException($"unknown action {action.Type}");
        }

        json.WriteEndObject();
    }

    private static void WriteForward(this GoJsonWriter json, ListenerAction.Forward forward)
    {
        // Go's encoder writes a list that never was made as null.
        if (forward.TargetGroups.Count == 0)
        {
            json.WriteNull("targetGroups");
        }
        else
        {
            json.WriteStartArray("targetGroups");
            foreach (var tuple in forward.TargetGroups)
            {
                json.WriteStartObject();
                json.WriteStackValue("targetGroupARN", tuple.TargetGroupArn);
                json.WriteIfSet("weight", tuple.Weight);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (forward.Stickiness is { } stickiness)
        {
            json.WriteStartObject("targetGroupStickinessConfig");
            json.WriteIfSet("enabled", stickiness.Enabled);
            json.WriteIfSet("durationSeconds", stickiness.DurationSeconds);
            json.WriteEndObject();
        }
    }

    private static void WriteSession(this GoJsonWriter json, ListenerAction.AuthenticationSession session)
    {
        json.WriteMap("authenticationRequestExtraParams", session.ExtraParameters);
        json.WriteIfNotEmpty("onUnauthenticatedRequest", session.OnUnauthenticatedRequest);
        json.WriteString("scope", session.Scope);
        json.WriteString("sessionCookieName", session.CookieName);
        json.WriteNumber("sessionTimeout", session.TimeoutSeconds);
    }

    private static void WriteJwtValidation(this GoJsonWriter json, ListenerAction.JwtValidation validation)
    {
        json.WriteString("jwksEndpoint", validation.JwksEndpoint);
        json.WriteString("issuer", validation.Issuer);
        if (validation.AdditionalClaims.Count == 0)
        {
            return;
        }

        json.WriteStartArray("additionalClaims");
        foreach (var claim in validation.AdditionalClaims)
        {
            json.WriteStartObject();
            json.WriteString("format", claim.Format);
            json.WriteString("name", claim.Name);
            json.WriteStrings("values", claim.Values);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
