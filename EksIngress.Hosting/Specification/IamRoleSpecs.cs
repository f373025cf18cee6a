using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Iam;

namespace EksIngress.Hosting.Specification;

/// <summary>The IAM role of a project's pods, as the specification has it.</summary>
internal static class IamRoleSpecs
{
    public static IamRoleSpec? FindRole(ProjectResource project, SpecificationContext context)
    {
        if (!project.TryGetLastAnnotation<EksIamAnnotation>(out var iam))
        {
            return null;
        }

        var owner = $"Project '{project.Name}': its IAM policy";
        var documents = iam.PolicyDocuments.Select(text => FindDocument(project, context.Text(owner, text), context.Faults)).OfType<JsonElement>().ToList();
        return new IamRoleSpec
        {
            Name = iam.RoleName,
            ManagedPolicyArns = [.. iam.ManagedPolicyArns.Select(arn => context.Text(owner, arn))],
            PolicyDocument = documents.Count switch
            {
                0 => null,
                1 => documents[0],
                _ => Join(documents),
            },
            // A process that Aspire starts is there before its pod, and with it before the agent knows it: there it is IRSA in any case.
            Identity = context.ExecutionContext.IsPublishMode && (iam.UsesPodIdentity || context.Environment.UsesPodIdentity)
                ? WorkloadIdentity.PodIdentity
                : WorkloadIdentity.Irsa,
        };
    }

    private static JsonElement? FindDocument(ProjectResource project, string text, List<string> faults)
    {
        // A text that could not be made has its fault already.
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            if (PolicyDocumentRules.FindFault(document.RootElement) is not { } fault)
            {
                return document.RootElement.Clone();
            }

            faults.Add($"Project '{project.Name}': its IAM policy document is refused: {fault}.");
        }
        catch (JsonException exception)
        {
            faults.Add($"Project '{project.Name}': its IAM policy document is no JSON: {exception.Message}");
        }

        return null;
    }

    // One managed policy per role: the documents were each checked, their statements stand side by side.
    private static JsonElement Join(List<JsonElement> documents)
    {
        var statements = new JsonArray();
        foreach (var statement in documents.Select(document => document.GetProperty("Statement")))
        {
            foreach (var one in statement.ValueKind == JsonValueKind.Array ? [.. statement.EnumerateArray()] : new[] { statement })
            {
                statements.Add(JsonNode.Parse(one.GetRawText()));
            }
        }

        return JsonSerializer.SerializeToElement(new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements });
    }
}
