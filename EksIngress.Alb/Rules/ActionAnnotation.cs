using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>Value of <c>actions.NAME</c>: <c>{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","servicePort":80}]}}</c>.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions</remarks>
internal sealed class ActionAnnotation
{
    public string Type { get; set; } = "";

    public string? TargetGroupArn { get; set; }

    public string? TargetGroupName { get; set; }

    public FixedResponse? FixedResponseConfig { get; set; }

    public Redirect? RedirectConfig { get; set; }

    public ForwardAnnotation? ForwardConfig { get; set; }

    public static ActionAnnotation Read(GoJsonDecoder decoder, GoJsonValue json)
    {
        var action = new ActionAnnotation();
        decoder.Struct(
            json,
            "Action",
            ("type", value => action.Type = decoder.Text(value, action.Type, "ingress.ActionType")),
            ("targetGroupARN", value => action.TargetGroupArn = decoder.TextPointer(value)),
            ("targetGroupName", value => action.TargetGroupName = decoder.TextPointer(value)),
            ("fixedResponseConfig", value => action.FixedResponseConfig = GoJsonDecoder.Pointer(value, action.FixedResponseConfig, ReadFixedResponse)),
            ("redirectConfig", value => action.RedirectConfig = GoJsonDecoder.Pointer(value, action.RedirectConfig, ReadRedirect)),
            ("forwardConfig", value => action.ForwardConfig = GoJsonDecoder.Pointer(
                value, action.ForwardConfig, (config, forward) => ForwardAnnotation.Read(decoder, config, forward))));
        return action;

        void ReadFixedResponse(GoJsonValue config, FixedResponse response) => decoder.Struct(
            config,
            "FixedResponseActionConfig",
            ("contentType", value => response.ContentType = decoder.TextPointer(value)),
            ("messageBody", value => response.MessageBody = decoder.TextPointer(value)),
            ("statusCode", value => response.StatusCode = decoder.Text(value, response.StatusCode)));

        void ReadRedirect(GoJsonValue config, Redirect redirect) => decoder.Struct(
            config,
            "RedirectActionConfig",
            ("host", value => redirect.Host = decoder.TextPointer(value)),
            ("path", value => redirect.Path = decoder.TextPointer(value)),
            ("port", value => redirect.Port = decoder.TextPointer(value)),
            ("protocol", value => redirect.Protocol = decoder.TextPointer(value)),
            ("query", value => redirect.Query = decoder.TextPointer(value)),
            ("statusCode", value => redirect.StatusCode = decoder.Text(value, redirect.StatusCode)));
    }

    /// <summary>Forwards to one port of a Service.</summary>
    public static ActionAnnotation ForwardTo(string service, IntOrString port) => new()
    {
        Type = "forward",
        ForwardConfig = new ForwardAnnotation { TargetGroups = [new ForwardAnnotation.Tuple { ServiceName = service, ServicePort = port }] },
    };

    /// <summary>Answers 503 in place of something that does not exist.</summary>
    public static ActionAnnotation Unavailable(string body) => new()
    {
        Type = "fixed-response",
        FixedResponseConfig = new FixedResponse { ContentType = "text/plain", StatusCode = "503", MessageBody = body },
    };

    /// <exception cref="AlbModelException">A required member is missing, or two exclude each other.</exception>
    public void Validate()
    {
        switch (Type)
        {
            case "fixed-response":
                Require(FixedResponseConfig is not null, "missing FixedResponseConfig");
                Require(FixedResponseConfig!.StatusCode.Length != 0, "invalid FixedResponseConfig: statusCode is required");
                break;
            case "redirect":
                Require(RedirectConfig is not null, "missing RedirectConfig");
                Require(RedirectConfig!.StatusCode.Length != 0, "invalid RedirectConfig: statusCode is required");
                break;
            case "forward":
                var direct = TargetGroupArn is not null || TargetGroupName is not null;
                Require(direct || ForwardConfig is not null, "missing ForwardConfig or TargetGroupARN/TargetGroupName");
                Require(!direct || ForwardConfig is null, "either ForwardConfig or TargetGroupARN/TargetGroupName can be specified");
                ForwardConfig?.Validate();
                break;
            default:
                throw new AlbModelException($"unknown action type: {Type}");
        }
    }

    /// <summary>The long form of a forward; ports that older manifests give as strings of digits become numbers.</summary>
    public ActionAnnotation Normalized()
    {
        if (Type != "forward")
        {
            return this;
        }

        if (TargetGroupArn is not null || TargetGroupName is not null)
        {
            return new ActionAnnotation
            {
                Type = Type,
                ForwardConfig = new ForwardAnnotation
                {
                    TargetGroups = [new ForwardAnnotation.Tuple { TargetGroupArn = TargetGroupArn, TargetGroupName = TargetGroupName }],
                },
            };
        }

        foreach (var tuple in ForwardConfig?.TargetGroups ?? [])
        {
            if (tuple.ServicePort is { } port)
            {
                tuple.ServicePort = IntOrString.Parse(port.ToString());
            }
        }

        return this;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AlbModelException(otherwise);
        }
    }

    internal sealed class FixedResponse
    {
        public string? ContentType { get; set; }

        public string? MessageBody { get; set; }

        public string StatusCode { get; set; } = "";
    }

    internal sealed class Redirect
    {
        public string? Host { get; set; }

        public string? Path { get; set; }

        public string? Port { get; set; }

        public string? Protocol { get; set; }

        public string? Query { get; set; }

        public string StatusCode { get; set; } = "";
    }
}
