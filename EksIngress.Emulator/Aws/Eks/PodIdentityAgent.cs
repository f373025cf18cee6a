using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws.Faults;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>
/// What the add-on eks-pod-identity-agent serves on every node: a pod's token against credentials of the associated role. It calls
/// AssumeRoleForPodIdentity with the node's own role, which must be allowed to. One address for all nodes of a cluster:
/// <c>GET /_emulator/pod-identity/CLUSTER/v1/credentials</c>; on EKS it is <c>http://169.254.170.23/v1/credentials</c>.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html</remarks>
internal sealed partial class PodIdentityAgent(
    Guarded<EksState> eks,
    PodIdentityNodes nodes,
    AwsServiceCatalog catalog,
    AccessControl access,
    IOptions<EmulatorOptions> options,
    ILogger<PodIdentityAgent> logger)
{
    public const string Addon = "eks-pod-identity-agent";

    private const string Service = "eks-auth";
    private const string Operation = "AssumeRoleForPodIdentity";

    /// <summary>Where the pods of a cluster find their agent.</summary>
    public static Uri AddressFor(Uri awsEndpoint, string cluster) => new(awsEndpoint, $"/_emulator/pod-identity/{cluster}/v1/credentials");

    public async Task<IResult> InvokeAsync(HttpContext context, string cluster)
    {
        var requestId = Guid.NewGuid().ToString();
        Activity.Current?.SetTag("k8s.cluster.name", cluster).SetTag("rpc.service", Service).SetTag("rpc.method", Operation).SetTag("aws.request_id", requestId);
        try
        {
            var found = eks.Current.Clusters.GetValueOrDefault(cluster);
            if (found?.Addons.GetValueOrDefault(Addon) is not { Status: EksStatus.Active or EksStatus.Updating })
            {
                return Refuse(cluster, HttpStatusCode.ServiceUnavailable, $"No {Addon} runs on the nodes of cluster {cluster}: aws eks create-addon --cluster-name {cluster} --addon-name {Addon}");
            }

            var token = context.Request.Headers.Authorization.ToString();
            return token.Length == 0
                ? Refuse(cluster, HttpStatusCode.BadRequest, "Service account token cannot be empty")
                : Results.Json(Credentials(await AssumeAsync(context, found, token, requestId)));
        }
        catch (AwsException exception)
        {
            Activity.Current?.SetTag("error.type", exception.Code);
            var side = exception.Status >= HttpStatusCode.InternalServerError ? "server" : "client";
            return Refuse(cluster, exception.Status, $"[{requestId}]: ({exception.Code}): {exception.Message}, fault: {side}");
        }
        catch (ConnectionDroppedException)
        {
            // Between the agent and EKS: the agent itself has an answer for its pod.
            return Refuse(cluster, HttpStatusCode.InternalServerError, $"[{requestId}]: the connection to EKS Auth broke");
        }
    }

    private async Task<JsonObject> AssumeAsync(HttpContext context, EksCluster cluster, string token, string requestId)
    {
        var caller = nodes.FindCaller(cluster, token)
            ?? throw new AwsException("ServiceUnavailableException", $"Cluster {cluster.Name} has no node that an agent could run on.", HttpStatusCode.ServiceUnavailable);
        var operation = catalog.Find(Service)!.FindByAction(Operation)!;
        var http = await AwsHttpRequest.ReadAsync(context);
        var call = new AwsCall
        {
            Parameters = new AwsParameters(new Dictionary<string, string> { ["clusterName"] = cluster.Name }),
            Body = new JsonObject { ["token"] = token },
            Caller = caller.Identity,
            Region = cluster.Region,
            AccountId = options.Value.AccountId,
            RequestId = requestId,
            Http = http,
            ResolvedCaller = caller,
        };
        foreach (var question in operation.Access(call))
        {
            access.Demand(http, AwsProtocol.RestJson, cluster.Region, caller, question);
        }

        return ((AwsResult.Json)await operation.Handle(call, context.RequestAborted)).Body;
    }

    // {"AccessKeyId":"ASIA…","SecretAccessKey":"…","Token":"…","AccountId":"000000000000","Expiration":"2026-01-02T03:04:05Z"}
    private JsonObject Credentials(JsonObject answer)
    {
        var credentials = answer["credentials"]!;
        return new JsonObject
        {
            ["AccessKeyId"] = credentials["accessKeyId"]!.DeepClone(),
            ["SecretAccessKey"] = credentials["secretAccessKey"]!.DeepClone(),
            ["Token"] = credentials["sessionToken"]!.DeepClone(),
            ["AccountId"] = options.Value.AccountId,
            ["Expiration"] = AwsTime.Iso(DateTimeOffset.FromUnixTimeMilliseconds((long)(credentials["expiration"]!.GetValue<double>() * 1000))),
        };
    }

    private IResult Refuse(string cluster, HttpStatusCode status, string message)
    {
        LogRefused(cluster, message);
        return Results.Text(message + "\n", statusCode: (int)status);
    }

    [LoggerMessage(Level = LogLevel.Warning, EventName = "PodIdentityRefused", Message = "A pod of cluster {Cluster} got no credentials: {Reason}")]
    private partial void LogRefused(string cluster, string reason);
}
