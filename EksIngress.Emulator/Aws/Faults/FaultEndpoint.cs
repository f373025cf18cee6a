using System.Text.Json;
using System.Text.Json.Serialization;

namespace EksIngress.Emulator.Aws.Faults;

/// <summary>
/// <c>GET</c>, <c>PUT</c> and <c>DELETE /_emulator/faults</c>, with the administrator's key and secret as user and password:
/// <c>{"seed":1,"rules":[{"kind":"throttle","service":"eks","operation":"CreateCluster","times":2}]}</c>.
/// </summary>
internal sealed class FaultEndpoint(FaultPlan plan, AdministratorKey administrator)
{
    private const int MaxBodyBytes = 64 * 1024;

    private static readonly string s_form =
        """It is {"seed":1,"rules":[{"kind":"throttle","service":"eks","operation":"CreateCluster","times":2}]}; a rule has a kind and may have """ +
        "service, operation, times, probability, code, message, statusCode and seconds. Kinds are " +
        $"{string.Join(", ", Enum.GetNames<FaultKind>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 8,
    };

    public async Task<IResult> InvokeAsync(HttpContext context)
    {
        if (administrator.FindRefusal(context) is { } refusal)
        {
            return refusal;
        }

        if (HttpMethods.IsPut(context.Request.Method))
        {
            try
            {
                var declared = await ReadAsync(context);
                plan.Replace(declared.Rules, declared.Seed);
            }
            catch (JsonException exception)
            {
                return Results.Text($"At {exception.Path ?? "$"} the declaration is none. {s_form}", statusCode: StatusCodes.Status400BadRequest);
            }
            catch (Exception exception) when (exception is ArgumentException or BadHttpRequestException)
            {
                return Results.Text(exception.Message, statusCode: StatusCodes.Status400BadRequest);
            }
        }
        else if (HttpMethods.IsDelete(context.Request.Method))
        {
            plan.Replace([], 0);
        }

        return Results.Json(new { rules = plan.Rules.Select(entry => new { rule = entry.Rule, left = entry.Left, happened = entry.Happened }) }, Json);
    }

    private static async Task<Declaration> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not (> 0 and <= MaxBodyBytes))
        {
            throw new BadHttpRequestException($"The body must have a Content-Length from 1 to {MaxBodyBytes}.");
        }

        return await JsonSerializer.DeserializeAsync<Declaration>(context.Request.Body, Json, context.RequestAborted)
            ?? throw new JsonException("The body is null; it must be an object with seed and rules.");
    }

    private sealed record Declaration
    {
        public int Seed { get; init; }

        public required IReadOnlyList<FaultRule> Rules { get; init; }
    }
}
