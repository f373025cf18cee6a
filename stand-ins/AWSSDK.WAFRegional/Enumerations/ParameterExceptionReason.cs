using Amazon.Runtime;

namespace Amazon.WAFRegional;

public class ParameterExceptionReason(string value) : ConstantClass(value)
{
    public static readonly ParameterExceptionReason ILLEGAL_ARGUMENT = new("ILLEGAL_ARGUMENT");
    public static readonly ParameterExceptionReason ILLEGAL_COMBINATION = new("ILLEGAL_COMBINATION");
    public static readonly ParameterExceptionReason INVALID_OPTION = new("INVALID_OPTION");
    public static readonly ParameterExceptionReason INVALID_TAG_KEY = new("INVALID_TAG_KEY");

    public static ParameterExceptionReason FindValue(string value) => FindValue<ParameterExceptionReason>(value);

    public static implicit operator ParameterExceptionReason(string value) => FindValue(value);
}
