using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>A failure as the Kubernetes API reports it; becomes a <c>Status</c> object on the wire.</summary>
internal sealed class StatusException(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code { get; } = code;

    /// <summary>Reason of the Status, for example <c>AlreadyExists</c>.</summary>
    public string Reason { get; } = reason;

    public JsonObject? Details { get; } = details;

    public bool IsNotFound => Code == 404;

    public bool IsConflict => Code == 409;

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = Reason,
            ["code"] = Code,
        };
        if (Details is not null)
        {
            status["details"] = Details.DeepClone();
        }

        return status;
    }

    public static StatusException NotFound(ResourceDefinition resource, string name) => new(
        404, "NotFound", $"{resource.QualifiedName} \"{name}\" not found", Describe(resource, name));

    public static StatusException NoSuchPath() => new(
        404, "NotFound", "the server could not find the requested resource", new JsonObject());

    public static StatusException NotServed(ApiRequest request) => new(
        404,
        "NotFound",
        $"the server could not find the requested resource: {request.Resource} of {(request.Group.Length == 0 ? request.Version : $"{request.Group}/{request.Version}")} are neither emulated nor defined by a CustomResourceDefinition",
        new JsonObject());

    public static StatusException AlreadyExists(ResourceDefinition resource, string name) => new(
        409, "AlreadyExists", $"{resource.QualifiedName} \"{name}\" already exists", Describe(resource, name));

    public static StatusException Conflict(ResourceDefinition resource, string name, string why) => new(
        409, "Conflict", $"Operation cannot be fulfilled on {resource.QualifiedName} \"{name}\": {why}", Describe(resource, name));

    public static StatusException Modified(ResourceDefinition resource, string name) => Conflict(
        resource, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static StatusException Forbidden(ResourceDefinition resource, string name, string why) => new(
        403, "Forbidden", name.Length == 0 ? $"{resource.QualifiedName} is forbidden: {why}" : $"{resource.QualifiedName} \"{name}\" is forbidden: {why}", Describe(resource, name));

    public static StatusException BadRequest(string message) => new(400, "BadRequest", message);

    public static StatusException Expired(string message) => new(410, "Expired", message);

    public static StatusException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static StatusException MethodNotAllowed() => new(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

    public static StatusException UnsupportedMediaType(string message) => new(415, "UnsupportedMediaType", message);

    public static StatusException Invalid(ResourceDefinition resource, string name, IReadOnlyList<FieldError> errors)
    {
        var details = Describe(resource, name);
        details["kind"] = resource.Kind;
        details["causes"] = new JsonArray([.. errors.Select(error => new JsonObject
        {
            ["reason"] = error.Reason,
            ["message"] = error.Detail,
            ["field"] = error.Field,
        })]);
        var text = string.Join(", ", errors.Select(error => $"{error.Field}: {error.Detail}").Distinct());
        var kind = resource.Group.Length == 0 ? resource.Kind : $"{resource.Kind}.{resource.Group}";
        return new(422, "Invalid", $"{kind} \"{name}\" is invalid: {(errors.Count == 1 ? text : $"[{text}]")}", details);
    }

    private static JsonObject Describe(ResourceDefinition resource, string name)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (resource.Group.Length > 0)
        {
            details["group"] = resource.Group;
        }

        details["kind"] = resource.Plural;
        return details;
    }
}
