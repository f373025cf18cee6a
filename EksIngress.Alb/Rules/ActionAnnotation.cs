using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>Value of <c>actions.NAME</c>: <c>{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","servicePort":80}]}}</c>.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions</remarks>
public sealed class ActionAnnotation
{
    internal ActionAnnotation()
    {
    }

    /// <summary><c>fixed-response</c>, <c>redirect</c> or <c>forward</c>; another text does not pass <see cref="Validate"/>.</summary>
    public string Type { get; internal set; } = "";

    /// <summary>Short form of a forward to one target group; null when the long form is used.</summary>
    public string? TargetGroupArn { get; internal set; }

    /// <summary>The same by name.</summary>
    public string? TargetGroupName { get; internal set; }

    /// <summary>Null when it is not given, whatever the type is.</summary>
    public FixedResponse? FixedResponseConfig { get; internal set; }

    /// <summary>Null when it is not given, whatever the type is.</summary>
    public Redirect? RedirectConfig { get; internal set; }

    /// <summary>Long form of a forward; null when it is not given.</summary>
    public ForwardAnnotation? ForwardConfig { get; internal set; }

    /// <summary>Reads a value of the annotation as it is, without <see cref="Validate"/> or <see cref="Normalized"/>.</summary>
    /// <exception cref="AlbModelException">It is no JSON, or a member has the wrong type.</exception>
    public static ActionAnnotation Parse(string json) => GoJsonDecoder.Decode(json, Read);

    internal static ActionAnnotation Read(GoJsonDecoder decoder, GoJsonValue json)
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
    internal static ActionAnnotation ForwardTo(string service, IntOrString port) => new()
    {
        Type = "forward",
        ForwardConfig = new ForwardAnnotation { TargetGroups = [new ForwardAnnotation.Tuple { ServiceName = service, ServicePort = port }] },
    };

    /// <summary>Answers 503 in place of something that does not exist.</summary>
    internal static ActionAnnotation Unavailable(string body) => new()
    {
        Type = "fixed-response",
        FixedResponseConfig = new FixedResponse { ContentType = "text/plain", StatusCode = "503", MessageBody = body },
    };

    /// <summary>Checks it as the controller does before it builds from it.</summary>
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

    /// <summary>The <c>fixedResponseConfig</c>; null and empty are different, and stay so in the stack.</summary>
    public sealed class FixedResponse
    {
        /// <summary>Null leaves it out.</summary>
        public string? ContentType { get; internal set; }

        /// <summary>Null leaves it out.</summary>
        public string? MessageBody { get; internal set; }

        /// <summary>Must not be empty.</summary>
        public string StatusCode { get; internal set; } = "";
    }

    /// <summary>The <c>redirectConfig</c>; null parts keep what the request had.</summary>
    public sealed class Redirect
    {
        /// <summary>Null keeps it.</summary>
        public string? Host { get; internal set; }

        /// <summary>Null keeps it.</summary>
        public string? Path { get; internal set; }

        /// <summary>Null keeps it.</summary>
        public string? Port { get; internal set; }

        /// <summary>Null keeps it.</summary>
        public string? Protocol { get; internal set; }

        /// <summary>Null keeps it.</summary>
        public string? Query { get; internal set; }

        /// <summary>Must not be empty.</summary>
        public string StatusCode { get; internal set; } = "";
    }
}
