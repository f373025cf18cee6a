using Amazon.Runtime;

namespace Amazon.WAFRegional;

public class ParameterExceptionField(string value) : ConstantClass(value)
{
    public static readonly ParameterExceptionField BYTE_MATCH_FIELD_TYPE = new("BYTE_MATCH_FIELD_TYPE");
    public static readonly ParameterExceptionField BYTE_MATCH_POSITIONAL_CONSTRAINT = new("BYTE_MATCH_POSITIONAL_CONSTRAINT");
    public static readonly ParameterExceptionField BYTE_MATCH_TEXT_TRANSFORMATION = new("BYTE_MATCH_TEXT_TRANSFORMATION");
    public static readonly ParameterExceptionField CHANGE_ACTION = new("CHANGE_ACTION");
    public static readonly ParameterExceptionField GEO_MATCH_LOCATION_TYPE = new("GEO_MATCH_LOCATION_TYPE");
    public static readonly ParameterExceptionField GEO_MATCH_LOCATION_VALUE = new("GEO_MATCH_LOCATION_VALUE");
    public static readonly ParameterExceptionField IPSET_TYPE = new("IPSET_TYPE");
    public static readonly ParameterExceptionField NEXT_MARKER = new("NEXT_MARKER");
    public static readonly ParameterExceptionField PREDICATE_TYPE = new("PREDICATE_TYPE");
    public static readonly ParameterExceptionField RATE_KEY = new("RATE_KEY");
    public static readonly ParameterExceptionField RESOURCE_ARN = new("RESOURCE_ARN");
    public static readonly ParameterExceptionField RULE_TYPE = new("RULE_TYPE");
    public static readonly ParameterExceptionField SIZE_CONSTRAINT_COMPARISON_OPERATOR = new("SIZE_CONSTRAINT_COMPARISON_OPERATOR");
    public static readonly ParameterExceptionField SQL_INJECTION_MATCH_FIELD_TYPE = new("SQL_INJECTION_MATCH_FIELD_TYPE");
    public static readonly ParameterExceptionField TAGS = new("TAGS");
    public static readonly ParameterExceptionField TAG_KEYS = new("TAG_KEYS");
    public static readonly ParameterExceptionField WAF_ACTION = new("WAF_ACTION");
    public static readonly ParameterExceptionField WAF_OVERRIDE_ACTION = new("WAF_OVERRIDE_ACTION");

    public static ParameterExceptionField FindValue(string value) => FindValue<ParameterExceptionField>(value);

    public static implicit operator ParameterExceptionField(string value) => FindValue(value);
}
