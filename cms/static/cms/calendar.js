/* Wagtail's calendar replaces a date that it cannot read by the present moment when
   the field is left. What was typed stays: the server reads it, or says why not.
   Not a module: fields start their calendar while the page is still being read. */
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
