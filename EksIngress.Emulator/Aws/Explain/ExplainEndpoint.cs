using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>
/// <c>GET /_emulator/explain/trust?cluster=C[&amp;namespace=N&amp;serviceAccount=S][&amp;identity=irsa|pod-identity][&amp;action=s3:GetObject]</c> walks a service account's chain
/// of trust; <c>GET /_emulator/explain/denials</c> tells the last calls that were denied. With the administrator's key and secret as user
/// and password.
/// </summary>
internal sealed partial class ExplainEndpoint(TrustExplanation trust, DenialLog denials, AdministratorKey administrator)
{
    private const int MaxActions = 50;
    private const string Irsa = "irsa";
    private const string PodIdentity = "pod-identity";

    public IResult ExplainTrust(HttpContext context)
    {
        if (administrator.FindRefusal(context) is { } refusal)
        {
            return refusal;
        }

        var query = context.Request.Query;
        var subject = new ExplainedSubject(
            query["cluster"].ToString(),
            query["namespace"] is [{ Length: > 0 } @namespace] ? @namespace : ControllerRequests.Namespace,
            query["serviceAccount"] is [{ Length: > 0 } account] ? account : ControllerRequests.ServiceAccount);
        var actions = query["action"].OfType<string>().ToList();
        ExplainedIdentity? said = query["identity"].ToString() switch
        {
            Irsa => ExplainedIdentity.Irsa,
            PodIdentity => ExplainedIdentity.PodIdentity,
            _ => null,
        };
        if ((said is null && query.ContainsKey("identity")) || !Name().IsMatch(subject.Cluster) || !Name().IsMatch(subject.Namespace) || !Name().IsMatch(subject.ServiceAccount)
            || actions.Count > MaxActions || !actions.TrueForAll(action => ActionName().IsMatch(action)))
        {
            return Results.Text(
                $"Give cluster=NAME, and if it is not the load balancer controller's, namespace=NAME and serviceAccount=NAME; identity={Irsa} or {PodIdentity}, if it is not what is there; at most {MaxActions} times action=SERVICE:OPERATION.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        var identity = trust.IdentityOf(subject, said);
        var links = trust.Walk(subject, identity, actions).ToList();
        var broken = links.Find(link => link.IsBroken);
        return Json(new JsonObject
        {
            ["cluster"] = subject.Cluster,
            ["subject"] = subject.Subject,
            ["identity"] = identity == ExplainedIdentity.Irsa ? Irsa : PodIdentity,
            ["verdict"] = broken is null ? "holds" : "broken",
            ["brokenLink"] = broken?.Name,
            ["links"] = new JsonArray([.. links.Select(link => link.ToJson())]),
        });
    }

    public IResult ListDenials(HttpContext context) =>
        administrator.FindRefusal(context) ?? Json(new JsonObject
        {
            ["kept"] = DenialLog.Capacity,
            ["denials"] = new JsonArray([.. denials.Last.Select(denial => new JsonObject
            {
                ["at"] = AwsTime.Iso(denial.At),
                ["caller"] = denial.Caller,
                ["action"] = denial.Action,
                ["resource"] = denial.Resource,
                ["effect"] = denial.Effect,
                ["decidedBy"] = denial.DecidedBy,
                ["traceId"] = denial.TraceId,
            })]),
        });

    private static IResult Json(JsonObject answer) => Results.Text(answer.ToJsonString(), "application/json");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,252}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,64}:[A-Za-z0-9]{1,128}\z")]
    private static partial Regex ActionName();
}
