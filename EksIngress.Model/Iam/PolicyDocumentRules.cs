using System.Text.Json;

namespace EksIngress.Model.Iam;

/// <summary>What IAM demands of a policy document before it looks at what it grants.</summary>
internal static class PolicyDocumentRules
{
    /// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (managed policy, white space not counted)</remarks>
    private const int MaxManagedPolicyLength = 6144;

    /// <summary>The first fault of a document; null when there is none.</summary>
    public static string? FindFault(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            return "it must be an object with Version and Statement";
        }

        if (!document.TryGetProperty("Version", out var version)
            || version.ValueKind != JsonValueKind.String || version.GetString() is not ("2012-10-17" or "2008-10-17"))
        {
            return "its Version must be \"2012-10-17\"";
        }

        if (!document.TryGetProperty("Statement", out var statements)
            || statements.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            return "it has no Statement";
        }

        var faulty = (statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray().ToList() : [statements])
            .Select(FindStatementFault)
            .FirstOrDefault(fault => fault is not null);
        if (faulty is not null)
        {
            return faulty;
        }

        var length = document.GetRawText().Count(character => !char.IsWhiteSpace(character));
        return length > MaxManagedPolicyLength
            ? $"it has {length} characters, and IAM takes {MaxManagedPolicyLength}; name an existing policy in managedPolicyArns for a part of it"
            : null;
    }

    private static string? FindStatementFault(JsonElement statement)
    {
        if (statement.ValueKind != JsonValueKind.Object)
        {
            return "each Statement must be an object";
        }

        if (!statement.TryGetProperty("Effect", out var effect)
            || effect.ValueKind != JsonValueKind.String || effect.GetString() is not ("Allow" or "Deny"))
        {
            return "each Statement needs the Effect \"Allow\" or \"Deny\"";
        }

        if (!statement.TryGetProperty("Action", out _) && !statement.TryGetProperty("NotAction", out _))
        {
            return "each Statement needs an Action";
        }

        return statement.TryGetProperty("Resource", out _) || statement.TryGetProperty("NotResource", out _)
            ? null
            : "each Statement needs a Resource";
    }
}
